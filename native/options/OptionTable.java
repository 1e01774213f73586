import com.oracle.svm.core.option.APIOption;
import com.oracle.svm.core.option.APIOptionGroup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import jdk.graal.compiler.options.OptionDescriptor;
import jdk.graal.compiler.options.OptionDescriptors;

/**
 * Run once when the toolchain is assembled: finds every builder option that has a user-facing name and prints one
 * tab-separated line for each such name, for the driver to read:
 * name, separators (codes, comma-separated), builder option, kind (flag|fixed|value|group), default or fixed value, rewriting.
 */
public final class OptionTable {

    /// How a value is rewritten: "e" or "w" (each element, or the whole), then text before and
    // after it. */
    private static String rewriting(APIOption option) throws ReflectiveOperationException {
        List<Function<Object, Object>> all = new ArrayList<>();
        for (Class<? extends Function<Object, Object>> c : option.valueTransformer()) {
            if (c != APIOption.DefaultTransformer.class) {
                Constructor<? extends Function<Object, Object>> make = c.getDeclaredConstructor();
                make.setAccessible(true);
                all.add(make.newInstance());
            }
        }
        if (all.isEmpty()) {
            return "";
        }
        String both = apply(all, "Xx,Yy");
        String x = apply(all, "Xx");
        boolean each = both.equals(x + "," + apply(all, "Yy"));
        int at = x.indexOf("Xx");
        return (each ? "e" : "w") + "|" + x.substring(0, at) + "|" + x.substring(at + 2);
    }

    private static String apply(List<Function<Object, Object>> all, String value) {
        Object v = value;
        for (Function<Object, Object> f : all) {
            v = f.apply(v);
        }
        return v.toString();
    }

    public static void main(String[] args) throws Exception {
        TreeSet<String> rows = new TreeSet<>();
        for (OptionDescriptors descriptors :
                ServiceLoader.load(OptionDescriptors.class, OptionTable.class.getClassLoader())) {
            for (OptionDescriptor d : descriptors) {
                Field field = d.getDeclaringClass().getDeclaredField(d.getFieldName());
                boolean runtime = d.getOptionKey().getClass().getSimpleName().startsWith("Runtime");
                String prefix = runtime ? "-R:" : "-H:";
                for (APIOption o : field.getAnnotationsByType(APIOption.class)) {
                    boolean flag = d.getOptionValueType() == Boolean.class;
                    String kind = flag ? "flag" : o.fixedValue().length > 0 ? "fixed" : "value";
                    String value =
                            o.fixedValue().length > 0
                                    ? o.fixedValue()[0]
                                    : o.defaultValue().length > 0 ? o.defaultValue()[0] : null;
                    String builder =
                            flag
                                    ? prefix
                                            + (o.kind() == APIOption.APIOptionKind.Negated
                                                    ? "-"
                                                    : "+")
                                            + d.getName()
                                    : prefix + d.getName() + "=";
                    StringBuilder separators = new StringBuilder();
                    for (char c : o.valueSeparator()) {
                        separators.append(separators.isEmpty() ? "" : ",").append((int) c);
                    }
                    for (String n : o.name()) {
                        String name = APIOption.Utils.optionName(n);
                        if (o.group() != APIOption.NullGroup.class) {
                            APIOptionGroup group = o.group().getDeclaredConstructor().newInstance();
                            if (group.multiValueOption()
                                    != null) { // --group=a,b is one option of the builder
                                name = APIOption.Utils.optionName(group.name());
                                builder = "-H:" + group.multiValueOption().getName() + "=";
                                kind = "value";
                                value = null;
                            } else {
                                name = APIOption.Utils.groupName(group) + n;
                            }
                        }
                        rows.add(
                                String.join(
                                        "\t",
                                        name,
                                        separators,
                                        builder,
                                        kind,
                                        value == null ? "-" : "=" + value,
                                        rewriting(o)));
                    }
                }
            }
        }
        rows.forEach(System.out::println);
    }
}
