package io.seedpod.peer.storage.sha;

class JavaSha1Test extends Sha1Contract {
    @Override
    Sha1 create() {
        return new JavaSha1();
    }
}
