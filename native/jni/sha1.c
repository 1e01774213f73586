/*
 * SHA-1 for a JVM: the functions of ../c/sha1.c under the names by which io.seedpod.peer.storage.sha.LoadedShaCalls finds them
 * (Java Native Interface, "Resolving Native Method Names"). Static methods of numbers alone: neither the environment nor the
 * class is looked at, so no header of a JDK is wanted. Compiled by ../library.
 */
#include "../c/sha1.c"

#define CALL(name) Java_io_seedpod_peer_storage_sha_LoadedShaCalls_##name
#define UNUSED void *environment __attribute__((unused)), void *type __attribute__((unused))

int32_t CALL(cInstructions)(UNUSED) { return seedpod_sha1_instructions(); }

void CALL(cBegin)(UNUSED, int64_t state) { seedpod_sha1_begin((struct seedpod_sha1 *)(intptr_t)state); }

void CALL(cUpdate)(UNUSED, int64_t state, int64_t bytes, int64_t length, int32_t instructions) {
  seedpod_sha1_update((struct seedpod_sha1 *)(intptr_t)state, (const uint8_t *)(intptr_t)bytes, (uint64_t)length, instructions);
}

void CALL(cUpdateTwo)(UNUSED, int64_t one, int64_t bytes_of_one, int64_t other, int64_t bytes_of_other, int64_t length,
                      int32_t instructions) {
  seedpod_sha1_update_two((struct seedpod_sha1 *)(intptr_t)one, (const uint8_t *)(intptr_t)bytes_of_one,
                          (struct seedpod_sha1 *)(intptr_t)other, (const uint8_t *)(intptr_t)bytes_of_other, (uint64_t)length,
                          instructions);
}

void CALL(cFinish)(UNUSED, int64_t state, int64_t sum, int32_t instructions) {
  seedpod_sha1_finish((struct seedpod_sha1 *)(intptr_t)state, (uint8_t *)(intptr_t)sum, instructions);
}
