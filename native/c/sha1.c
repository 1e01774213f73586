/*
 * SHA-1 (FIPS 180-4) for the executables: with the processor's SHA instructions where it has them, otherwise in plain C.
 *
 * The image builder can compile SHA-1 to those instructions only for a processor that is sure to have them. These functions
 * ask at run time, so that one executable runs on every x86-64-v2 machine. Called by io.seedpod.peer.storage.sha.LinkedSha1,
 * which knows the size of the state and of the digest. Any thread; a state belongs to one thread at a time.
 */
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

enum { BLOCK = 64 };

struct seedpod_sha1 {
  uint32_t h[5];
  uint32_t pending_length;
  uint64_t length; /* bytes so far */
  uint8_t pending[BLOCK];
};

_Static_assert(sizeof(struct seedpod_sha1) == 96, "LinkedSha1.STATE_LENGTH");

static uint32_t rotated(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

static uint32_t big_endian(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

/* --- plain C ------------------------------------------------------------------------------------------------------------ */

/* Word t of the schedule, t in [0, 80), of which the last 16 are kept. */
#define WORD(t) \
  ((t) < 16 ? w[t] : (w[(t) & 15] = rotated(w[((t) + 13) & 15] ^ w[((t) + 8) & 15] ^ w[((t) + 2) & 15] ^ w[(t) & 15], 1)))

#define ROUND(t, a, b, c, d, e, f, k) \
  (e += rotated(a, 5) + (f) + (k) + WORD(t), b = rotated(b, 30))

/* Five rounds bring every variable back to its place. */
#define FIVE(t, F, k)                          \
  do {                                         \
    ROUND((t), a, b, c, d, e, F(b, c, d), k);   \
    ROUND((t) + 1, e, a, b, c, d, F(a, b, c), k); \
    ROUND((t) + 2, d, e, a, b, c, F(e, a, b), k); \
    ROUND((t) + 3, c, d, e, a, b, F(d, e, a), k); \
    ROUND((t) + 4, b, c, d, e, a, F(c, d, e), k); \
  } while (0)

#define CHOICE(x, y, z) ((z) ^ ((x) & ((y) ^ (z))))
#define PARITY(x, y, z) ((x) ^ (y) ^ (z))
#define MAJORITY(x, y, z) (((x) & (y)) | ((z) & ((x) | (y))))

static void plain_blocks(uint32_t *h, const uint8_t *data, uint64_t blocks) {
  for (; blocks > 0; blocks--, data += BLOCK) {
    uint32_t w[16];
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int t = 0; t < 16; t++) w[t] = big_endian(data + 4 * t);
    FIVE(0, CHOICE, 0x5a827999u);
    FIVE(5, CHOICE, 0x5a827999u);
    FIVE(10, CHOICE, 0x5a827999u);
    FIVE(15, CHOICE, 0x5a827999u);
    FIVE(20, PARITY, 0x6ed9eba1u);
    FIVE(25, PARITY, 0x6ed9eba1u);
    FIVE(30, PARITY, 0x6ed9eba1u);
    FIVE(35, PARITY, 0x6ed9eba1u);
    FIVE(40, MAJORITY, 0x8f1bbcdcu);
    FIVE(45, MAJORITY, 0x8f1bbcdcu);
    FIVE(50, MAJORITY, 0x8f1bbcdcu);
    FIVE(55, MAJORITY, 0x8f1bbcdcu);
    FIVE(60, PARITY, 0xca62c1d6u);
    FIVE(65, PARITY, 0xca62c1d6u);
    FIVE(70, PARITY, 0xca62c1d6u);
    FIVE(75, PARITY, 0xca62c1d6u);
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
  }
}

/* --- the SHA instructions of x86-64 ------------------------------------------------------------------------------------- */

#if defined(__x86_64__)

int seedpod_sha1_instructions(void) {
  unsigned int a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
}

/* Four rounds of kind k; rotates the a of four rounds ago into e. */
#define FOUR(k, words)                              \
  do {                                              \
    e = _mm_sha1nexte_epu32(before, words);         \
    before = abcd;                                  \
    abcd = _mm_sha1rnds4_epu32(abcd, e, k);         \
  } while (0)

/* The next four words of the schedule, in place of the oldest four. */
#define NEXT(oldest, older, newer, newest) \
  oldest = _mm_sha1msg2_epu32(_mm_xor_si128(_mm_sha1msg1_epu32(oldest, older), newer), newest)

#define NEXT_FOUR(k, oldest, older, newer, newest) \
  do {                                             \
    NEXT(oldest, older, newer, newest);            \
    FOUR(k, oldest);                               \
  } while (0)

__attribute__((target("sha,sse4.1,ssse3"))) static void fast_blocks(uint32_t *h, const uint8_t *data, uint64_t blocks) {
  /* The first word of four lies in the highest lane. */
  const __m128i reversed = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)h), 0x1b);
  __m128i last = _mm_set_epi32((int)h[4], 0, 0, 0);
  for (; blocks > 0; blocks--, data += BLOCK) {
    const __m128i *words = (const __m128i *)data;
    const __m128i abcd_was = abcd;
    __m128i before, e;
    __m128i w0 = _mm_shuffle_epi8(_mm_loadu_si128(words), reversed);
    __m128i w1 = _mm_shuffle_epi8(_mm_loadu_si128(words + 1), reversed);
    __m128i w2 = _mm_shuffle_epi8(_mm_loadu_si128(words + 2), reversed);
    __m128i w3 = _mm_shuffle_epi8(_mm_loadu_si128(words + 3), reversed);
    before = abcd;
    abcd = _mm_sha1rnds4_epu32(abcd, _mm_add_epi32(last, w0), 0);
    FOUR(0, w1);
    FOUR(0, w2);
    FOUR(0, w3);
    NEXT_FOUR(0, w0, w1, w2, w3);
    NEXT_FOUR(1, w1, w2, w3, w0);
    NEXT_FOUR(1, w2, w3, w0, w1);
    NEXT_FOUR(1, w3, w0, w1, w2);
    NEXT_FOUR(1, w0, w1, w2, w3);
    NEXT_FOUR(1, w1, w2, w3, w0);
    NEXT_FOUR(2, w2, w3, w0, w1);
    NEXT_FOUR(2, w3, w0, w1, w2);
    NEXT_FOUR(2, w0, w1, w2, w3);
    NEXT_FOUR(2, w1, w2, w3, w0);
    NEXT_FOUR(2, w2, w3, w0, w1);
    NEXT_FOUR(3, w3, w0, w1, w2);
    NEXT_FOUR(3, w0, w1, w2, w3);
    NEXT_FOUR(3, w1, w2, w3, w0);
    NEXT_FOUR(3, w2, w3, w0, w1);
    NEXT_FOUR(3, w3, w0, w1, w2);
    last = _mm_sha1nexte_epu32(before, last);
    abcd = _mm_add_epi32(abcd, abcd_was);
  }
  _mm_storeu_si128((__m128i *)h, _mm_shuffle_epi32(abcd, 0x1b));
  h[4] = (uint32_t)_mm_extract_epi32(last, 3);
}

/* The same for two hashes at once. The instructions of one hash wait for each other: those of the other fill the gaps, and two
   cost little more than one. */
#define BOTH(step, ...)  \
  do {                   \
    step(0, __VA_ARGS__); \
    step(1, __VA_ARGS__); \
  } while (0)

#define FOUR_OF(lane, k, words)                                          \
  do {                                                                   \
    e[lane] = _mm_sha1nexte_epu32(before[lane], w[lane][words]);          \
    before[lane] = abcd[lane];                                           \
    abcd[lane] = _mm_sha1rnds4_epu32(abcd[lane], e[lane], k);             \
  } while (0)

#define NEXT_FOUR_OF(lane, k, oldest, older, newer, newest)                             \
  do {                                                                                  \
    NEXT(w[lane][oldest], w[lane][older], w[lane][newer], w[lane][newest]);             \
    FOUR_OF(lane, k, oldest);                                                           \
  } while (0)

__attribute__((target("sha,sse4.1,ssse3"))) static void fast_blocks_of_two(uint32_t *h0, const uint8_t *data0, uint32_t *h1,
                                                                          const uint8_t *data1, uint64_t blocks) {
  const __m128i reversed = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  uint32_t *const h[2] = {h0, h1};
  __m128i abcd[2], last[2];
  for (int lane = 0; lane < 2; lane++) {
    abcd[lane] = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)h[lane]), 0x1b);
    last[lane] = _mm_set_epi32((int)h[lane][4], 0, 0, 0);
  }
  for (; blocks > 0; blocks--, data0 += BLOCK, data1 += BLOCK) {
    const __m128i *const words[2] = {(const __m128i *)data0, (const __m128i *)data1};
    const __m128i abcd_was[2] = {abcd[0], abcd[1]};
    __m128i before[2], e[2], w[2][4];
    for (int i = 0; i < 4; i++) {
      w[0][i] = _mm_shuffle_epi8(_mm_loadu_si128(words[0] + i), reversed);
      w[1][i] = _mm_shuffle_epi8(_mm_loadu_si128(words[1] + i), reversed);
    }
    for (int lane = 0; lane < 2; lane++) {
      before[lane] = abcd[lane];
      abcd[lane] = _mm_sha1rnds4_epu32(abcd[lane], _mm_add_epi32(last[lane], w[lane][0]), 0);
    }
    BOTH(FOUR_OF, 0, 1);
    BOTH(FOUR_OF, 0, 2);
    BOTH(FOUR_OF, 0, 3);
    BOTH(NEXT_FOUR_OF, 0, 0, 1, 2, 3);
    BOTH(NEXT_FOUR_OF, 1, 1, 2, 3, 0);
    BOTH(NEXT_FOUR_OF, 1, 2, 3, 0, 1);
    BOTH(NEXT_FOUR_OF, 1, 3, 0, 1, 2);
    BOTH(NEXT_FOUR_OF, 1, 0, 1, 2, 3);
    BOTH(NEXT_FOUR_OF, 1, 1, 2, 3, 0);
    BOTH(NEXT_FOUR_OF, 2, 2, 3, 0, 1);
    BOTH(NEXT_FOUR_OF, 2, 3, 0, 1, 2);
    BOTH(NEXT_FOUR_OF, 2, 0, 1, 2, 3);
    BOTH(NEXT_FOUR_OF, 2, 1, 2, 3, 0);
    BOTH(NEXT_FOUR_OF, 2, 2, 3, 0, 1);
    BOTH(NEXT_FOUR_OF, 3, 3, 0, 1, 2);
    BOTH(NEXT_FOUR_OF, 3, 0, 1, 2, 3);
    BOTH(NEXT_FOUR_OF, 3, 1, 2, 3, 0);
    BOTH(NEXT_FOUR_OF, 3, 2, 3, 0, 1);
    BOTH(NEXT_FOUR_OF, 3, 3, 0, 1, 2);
    for (int lane = 0; lane < 2; lane++) {
      last[lane] = _mm_sha1nexte_epu32(before[lane], last[lane]);
      abcd[lane] = _mm_add_epi32(abcd[lane], abcd_was[lane]);
    }
  }
  for (int lane = 0; lane < 2; lane++) {
    _mm_storeu_si128((__m128i *)h[lane], _mm_shuffle_epi32(abcd[lane], 0x1b));
    h[lane][4] = (uint32_t)_mm_extract_epi32(last[lane], 3);
  }
}

#else

/* Elsewhere plain C is what there is. */
int seedpod_sha1_instructions(void) { return 0; }
#define fast_blocks plain_blocks

static void fast_blocks_of_two(uint32_t *h0, const uint8_t *data0, uint32_t *h1, const uint8_t *data1, uint64_t blocks) {
  plain_blocks(h0, data0, blocks);
  plain_blocks(h1, data1, blocks);
}

#endif

/* --- a hash of any number of bytes --------------------------------------------------------------------------------------- */

static void add_blocks(struct seedpod_sha1 *sha, const uint8_t *data, uint64_t blocks, int instructions) {
  if (instructions) {
    fast_blocks(sha->h, data, blocks);
  } else {
    plain_blocks(sha->h, data, blocks);
  }
}

void seedpod_sha1_begin(struct seedpod_sha1 *sha) {
  static const uint32_t initial[5] = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u};
  memcpy(sha->h, initial, sizeof initial);
  sha->pending_length = 0;
  sha->length = 0;
}

/* Adds length bytes; with the instructions if `instructions`, which only seedpod_sha1_instructions() may have said. */
void seedpod_sha1_update(struct seedpod_sha1 *sha, const uint8_t *data, uint64_t length, int instructions) {
  sha->length += length;
  if (sha->pending_length > 0) {
    uint64_t part = BLOCK - sha->pending_length;
    if (part > length) part = length;
    memcpy(sha->pending + sha->pending_length, data, part);
    sha->pending_length += (uint32_t)part;
    data += part;
    length -= part;
    if (sha->pending_length < BLOCK) return;
    add_blocks(sha, sha->pending, 1, instructions);
    sha->pending_length = 0;
  }
  add_blocks(sha, data, length / BLOCK, instructions);
  data += length / BLOCK * BLOCK;
  sha->pending_length = (uint32_t)(length % BLOCK);
  memcpy(sha->pending, data, sha->pending_length);
}

/*
 * Adds length bytes to each of two hashes, together where both are at the beginning of a block and the processor has the
 * instructions. What seedpod_sha1_update asks for holds for both.
 */
void seedpod_sha1_update_two(struct seedpod_sha1 *one, const uint8_t *data_of_one, struct seedpod_sha1 *other,
                             const uint8_t *data_of_other, uint64_t length, int instructions) {
  uint64_t together = 0;
  if (instructions && one->pending_length == 0 && other->pending_length == 0) {
    together = length / BLOCK * BLOCK;
    fast_blocks_of_two(one->h, data_of_one, other->h, data_of_other, together / BLOCK);
    one->length += together;
    other->length += together;
  }
  seedpod_sha1_update(one, data_of_one + together, length - together, instructions);
  seedpod_sha1_update(other, data_of_other + together, length - together, instructions);
}

/* Writes the 20 bytes of the hash; the state is to begin again. */
void seedpod_sha1_finish(struct seedpod_sha1 *sha, uint8_t *digest, int instructions) {
  uint8_t tail[2 * BLOCK] = {0};
  uint32_t used = sha->pending_length;
  uint32_t end = used < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  uint64_t bits = sha->length * 8;
  memcpy(tail, sha->pending, used);
  tail[used] = 0x80;
  for (uint32_t i = 1; i <= 8; i++, bits >>= 8) tail[end - i] = (uint8_t)bits;
  add_blocks(sha, tail, end / BLOCK, instructions);
  for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(sha->h[i / 4] >> (24 - 8 * (i % 4)));
}
