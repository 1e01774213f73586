/*
 * Gives back the pages of the executable that only its start has read.
 *
 * A program in execution keeps every page of its file that it ever touched, and the kernel maps each with fifteen
 * neighbours: after the start that is most of the file, though little of it is used again. What is dropped here stays in
 * the page cache; what is used again is mapped again, without reading the disk. Only what nobody may write and nobody
 * has written is dropped, as /proc/self/smaps tells. Any thread, any time.
 */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Smaller ones are the linker's tables, where nothing is to gain and, on a system whose smaps is made up, all to lose. */
#define WORTH_IT (1ul << 20)

/* One mapping, as the lines of /proc/self/smaps tell of it. */
struct mapping {
  unsigned long begin, end;
  int own; /* large, of the executable, and not to be written */
};

/* True when the line begins a mapping. The name is what tells the file: inodes differ where file systems lie above others. */
static int begins(const char *line, const char *executable, struct mapping *found) {
  unsigned long begin, end;
  char rights[5];
  int name = 0;
  if (sscanf(line, "%lx-%lx %4s %*s %*s %*s %n", &begin, &end, rights, &name) != 3 || name == 0) return 0;
  int own = end - begin >= WORTH_IT && rights[0] == 'r' && rights[1] == '-' && rights[3] == 'p' &&
            strcmp(line + name, executable) == 0;
  *found = (struct mapping){begin, end, own};
  return 1;
}

/* How many bytes of address space were given back. */
int64_t seedpod_give_back_pages(void) {
  char executable[PATH_MAX + 2];
  ssize_t length = readlink("/proc/self/exe", executable, PATH_MAX);
  if (length <= 0 || length >= PATH_MAX) return 0;
  strcpy(executable + length, "\n");
  FILE *mappings = fopen("/proc/self/smaps", "re");
  if (mappings == NULL) return 0;
  int64_t given = 0;
  struct mapping now = {0, 0, 0};
  char line[PATH_MAX + 128];
  while (fgets(line, sizeof line, mappings) != NULL) {
    unsigned long written;
    if (begins(line, executable, &now)) continue;
    if (!now.own || sscanf(line, "Anonymous: %lu", &written) != 1 || written != 0) continue;
    if (madvise((void *)now.begin, now.end - now.begin, MADV_DONTNEED) == 0) given += (int64_t)(now.end - now.begin);
  }
  fclose(mappings);
  return given;
}
