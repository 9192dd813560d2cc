/* A disk under watch: preloaded into a process that writes a vault, it writes down every change to files below
   DISK_ROOT into DISK_LOG, or makes such calls fail from a chosen one on. Linux; read by disk.py. */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPENED = 1, WROTE, CUT, SYNCED, RENAMED, UNLINKED, SAID };
enum { MAKING = 1, WRITING = 2, SYNCING = 4, READING = 8, UNLINKING = 16 };
#define MOST 4096

static int log_fd = -1;
static char root[1024];
static int32_t watched[MOST]; /* handle -> number of its opening, 0 if it is of no interest */
static int32_t openings;
static long calls, calls_until_failure = -1;
static int failing_with, failing_calls;
static char away[1024]; /* where the root goes with the first failure, or nothing */
static int is_away;
static int slow_ms, slow_calls;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("DISK_ROOT"), *log = getenv("DISK_LOG");
    if (where) strncpy(root, where, sizeof root - 1);
    if (log) log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int below_root(const char *path) {
    size_t length = strlen(root);
    return length && strncmp(path, root, length) == 0 && (path[length] == '/' || !path[length]);
}

static void put(const void *data, size_t length) {
    if (REAL(write)(log_fd, data, length) != (ssize_t)length) abort();
}

/* one entry: what, opening, offset, the lengths of two texts, and the texts */
static void note(int32_t what, int32_t opening, int64_t offset, const void *one, size_t length, const char *two) {
    if (log_fd < 0) return;
    int64_t head[] = {what, opening, offset, (int64_t)length, two ? (int64_t)strlen(two) : 0};
    put(head, sizeof head);
    put(one, length);
    if (two) put(two, strlen(two));
}

/* whether this call is to fail, with errno set */
static int fails(int kind) {
    if (slow_ms && (slow_calls & kind)) usleep((useconds_t)slow_ms * 1000);
    if (failing_with == 0 || !(failing_calls & kind)) return 0;
    calls++;
    if (calls <= calls_until_failure) return 0;
    if (away[0] && !is_away) is_away = !REAL(rename)(root, away);
    errno = failing_with;
    return 1;
}

void disk_fail_after(long count, int error, int kinds) {
    calls = 0;
    calls_until_failure = count;
    failing_with = error;
    failing_calls = kinds;
}

/* from now on calls of these kinds take so long; 0: as long as they take */
void disk_slow(int ms, int kinds) {
    slow_ms = ms;
    slow_calls = kinds;
}

/* with the first failure the whole root goes away, as a stick that is pulled out; what is open fails as well */
void disk_vanish_to(const char *where) { strncpy(away, where, sizeof away - 1); }

/* the count of calls, or -1 if something was made where the root had been and it could not come back */
long disk_mend(void) {
    int is_back = !is_away || !REAL(rename)(away, root);
    failing_with = is_away = away[0] = 0;
    return is_back ? calls : -1;
}

void disk_say(const char *line) { note(SAID, 0, 0, line, strlen(line), NULL); }

static int32_t of(int handle) { return handle >= 0 && handle < MOST ? watched[handle] : 0; }

static int opened(int (*open_it)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    int mine = below_root(path), was_there = mine && access(path, F_OK) == 0;
    if (mine && (flags & O_ACCMODE) != O_RDONLY && fails(was_there ? WRITING : MAKING)) return -1;
    if (mine && (flags & O_ACCMODE) == O_RDONLY && fails(READING)) return -1;
    int handle = open_it(path, flags, mode);
    if (handle >= 0 && handle < MOST) {
        watched[handle] = 0;
        if (mine) {
            watched[handle] = ++openings;
            note(OPENED, openings, (was_there ? 0 : 1) | (flags & O_TRUNC ? 2 : 0), path, strlen(path), NULL);
        }
    }
    return handle;
}

#define MODE                                          \
    mode_t mode = 0;                                  \
    if (flags & (O_CREAT | O_TMPFILE)) {              \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        mode = va_arg(rest, mode_t);                  \
        va_end(rest);                                 \
    }

int open(const char *path, int flags, ...) { MODE return opened(REAL(open), path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(REAL(open64), path, flags, mode); }

int openat(int folder, const char *path, int flags, ...) {
    MODE
    if (path[0] == '/' || folder == AT_FDCWD) return opened(REAL(open), path, flags, mode);
    return REAL(openat)(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE
    if (path[0] == '/' || folder == AT_FDCWD) return opened(REAL(open64), path, flags, mode);
    return REAL(openat64)(folder, path, flags, mode);
}

int close(int handle) {
    if (handle >= 0 && handle < MOST) watched[handle] = 0;
    return REAL(close)(handle);
}

ssize_t write(int handle, const void *data, size_t length) {
    if (of(handle) && fails(WRITING)) return -1;
    int64_t offset = of(handle) ? lseek(handle, 0, SEEK_CUR) : 0;
    ssize_t wrote = REAL(write)(handle, data, length);
    if (of(handle) && wrote > 0) note(WROTE, of(handle), offset, data, (size_t)wrote, NULL);
    return wrote;
}

ssize_t read(int handle, void *data, size_t length) {
    if (of(handle) && fails(READING)) return -1;
    return REAL(read)(handle, data, length);
}

#define PWRITE(name, type)                                                                       \
    ssize_t name(int handle, const void *data, size_t length, type offset) {                     \
        if (of(handle) && fails(WRITING)) return -1;                                             \
        ssize_t wrote = REAL(name)(handle, data, length, offset);                                \
        if (of(handle) && wrote > 0) note(WROTE, of(handle), offset, data, (size_t)wrote, NULL); \
        return wrote;                                                                            \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PREAD(name, type)                                              \
    ssize_t name(int handle, void *data, size_t length, type offset) { \
        if (of(handle) && fails(READING)) return -1;                   \
        return REAL(name)(handle, data, length, offset);               \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define FTRUNCATE(name, type)                                     \
    int name(int handle, type length) {                           \
        if (of(handle) && fails(WRITING)) return -1;              \
        int said = REAL(name)(handle, length);                    \
        if (of(handle) && !said) note(CUT, of(handle), length, "", 0, NULL); \
        return said;                                              \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                    \
    int name(int handle) {                                            \
        if (of(handle) && fails(SYNCING)) return -1;                  \
        int said = REAL(name)(handle);                                \
        if (of(handle) && !said) note(SYNCED, of(handle), 0, "", 0, NULL); \
        return said;                                                  \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
    if (below_root(to) && fails(MAKING)) return -1;
    int said = REAL(rename)(from, to);
    if (!said && below_root(to)) note(RENAMED, 0, 0, from, strlen(from), to);
    return said;
}

int unlink(const char *path) {
    if (below_root(path) && fails(UNLINKING)) return -1;
    int said = REAL(unlink)(path);
    if (!said && below_root(path)) note(UNLINKED, 0, 0, path, strlen(path), NULL);
    return said;
}
