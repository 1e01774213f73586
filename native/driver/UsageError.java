/// A command line that cannot be carried out, and why.
@SuppressWarnings("serial")
final class UsageError extends RuntimeException {
    UsageError(String message) {
        super(message);
    }
}
