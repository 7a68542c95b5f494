/*
 * A disk that fails, for one process: preloaded into it, this counts what it
 * writes to its database's files, and fails what the test asks for. The test and
 * the process share the control file COVE_TEST_FAULTS (faults.rs has its layout).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct control {
    atomic_int writes;     /* seen so far */
    atomic_int syncs;      /* seen so far */
    atomic_int fail_write; /* the first write that fails; 0 for none */
    atomic_int fail_sync;  /* the first sync that fails; 0 for none */
    atomic_int error;      /* an errno */
    atomic_int for_good;   /* whether what comes after it fails as well */
    atomic_int failed;     /* how many did */
};

static struct control *control;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("COVE_TEST_FAULTS");
    if (path == NULL) return;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (shared != MAP_FAILED) control = shared;
}

/* Whether a file is the database, its log, or its log's index. */
static int is_database(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    return name != NULL && strncmp(name, "/cove.db", 8) == 0;
}

/* Whether this one fails; errno is set then. */
static int fails(int fd, atomic_int *seen, atomic_int *first) {
    if (control == NULL || !is_database(fd)) return 0;
    int number = atomic_fetch_add(seen, 1) + 1;
    int from = atomic_load(first);
    if (from == 0 || number < from || (number > from && !atomic_load(&control->for_good))) return 0;
    atomic_fetch_add(&control->failed, 1);
    errno = atomic_load(&control->error);
    return 1;
}

#define WRITE_FAILS(fd) fails(fd, &control->writes, &control->fail_write)
#define SYNC_FAILS(fd) fails(fd, &control->syncs, &control->fail_sync)

ssize_t write(int fd, const void *bytes, size_t length) {
    return WRITE_FAILS(fd) ? -1 : syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    return WRITE_FAILS(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, length, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    return pwrite64(fd, bytes, length, at);
}

int ftruncate64(int fd, off64_t length) {
    return WRITE_FAILS(fd) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

int posix_fallocate(int fd, off_t at, off_t length) {
    if (WRITE_FAILS(fd)) return errno;
    return syscall(SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}

int fsync(int fd) {
    return SYNC_FAILS(fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    return SYNC_FAILS(fd) ? -1 : (int)syscall(SYS_fdatasync, fd);
}
