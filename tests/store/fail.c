/* A disk that fails: loaded before the C library into a child of the tests, it refuses one call, or every call from one on, that writes,
 * syncs, names or makes something below a folder. The child arms it by opening paths that nobody has:
 *   /fitnote-fail/arm/<call>/<errno>/<manner>   manner 0: that call only; 1: that one and all after; 2: half of that write, then as 1
 *   /fitnote-fail/rest                          the disk is well again
 *   /fitnote-fail/hit                           can be opened where a call was refused since
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long armed, seen;
static int with, manner, hit;

static int path_is_under(const char *path) {
    const char *under = getenv("FITNOTE_FAIL_UNDER");
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

static int file_is_under(int fd) {
    char link[64], path[4096];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return path_is_under(path);
}

/* 0: goes through; 1: is refused; 2: is the first one refused. */
static int refused(void) {
    if (!armed) return 0;
    if (hit) return manner ? 1 : 0;
    if (++seen < armed) return 0;
    hit = 1;
    return 2;
}

static int told(const char *path, int *answer) {
    const char *begin = "/fitnote-fail/";
    if (!path || strncmp(path, begin, strlen(begin)) != 0) return 0;
    path += strlen(begin);
    errno = ENOENT;
    *answer = -1;
    if (sscanf(path, "arm/%ld/%d/%d", &armed, &with, &manner) == 3) {
        seen = hit = 0;
        errno = ENOENT;
    } else if (strcmp(path, "rest") == 0) {
        armed = 0;
    } else if (strcmp(path, "hit") == 0 && hit) {
        int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
        *answer = next("/dev/null", O_RDONLY);
    }
    return 1;
}

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
    int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
    int answer;
    if (told(path, &answer)) return answer;
    if ((flags & O_CREAT) && access(path, F_OK) != 0 && path_is_under(path) && refused()) { errno = with; return -1; }
    return next(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    return open_as("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
    return open_as("open64", path, flags, mode);
}

static int cut(int fd, size_t *length) {
    int how = file_is_under(fd) ? refused() : 0;
    if (how == 2 && manner == 2 && *length > 1) { *length /= 2; return 0; }
    if (how) { errno = with; return 1; }
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    ssize_t (*next)(int, const void *, size_t) = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return cut(fd, &length) ? -1 : next(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    ssize_t (*next)(int, const void *, size_t, off_t) = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
    return cut(fd, &length) ? -1 : next(fd, bytes, length, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    ssize_t (*next)(int, const void *, size_t, off64_t) = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return cut(fd, &length) ? -1 : next(fd, bytes, length, at);
}

#define ON_FILE(name, parameters, arguments) \
    int name parameters { \
        int (*next) parameters = (int (*) parameters)dlsym(RTLD_NEXT, #name); \
        if (file_is_under(fd) && refused()) { errno = with; return -1; } \
        return next arguments; \
    }
ON_FILE(fsync, (int fd), (fd))
ON_FILE(fdatasync, (int fd), (fd))
ON_FILE(ftruncate, (int fd, off_t length), (fd, length))
ON_FILE(ftruncate64, (int fd, off64_t length), (fd, length))

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    if (path_is_under(to) && refused()) { errno = with; return -1; }
    return next(from, to);
}

int mkdir(const char *path, mode_t mode) {
    int (*next)(const char *, mode_t) = (int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir");
    if (path_is_under(path) && refused()) { errno = with; return -1; }
    return next(path, mode);
}
