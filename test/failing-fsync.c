/* A disk that reports errors: while the file named by FSYNC_FAILS exists, fsync and fdatasync fail with EIO. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int fails(void) {
  const char *flag = getenv("FSYNC_FAILS");
  return flag && access(flag, F_OK) == 0;
}

int fsync(int fd) {
  if (fails()) return errno = EIO, -1;
  return syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  if (fails()) return errno = EIO, -1;
  return syscall(SYS_fdatasync, fd);
}
