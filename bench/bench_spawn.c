/* Runs a command and says on standard error what it took: seconds by the clock,
 * seconds of user time, peak memory in kB.
 *
 *   bench_spawn COMMAND [ARGUMENT …]
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int count, char **arguments) {
  if (count < 2) return fputs("usage: bench_spawn COMMAND [ARGUMENT …]\n", stderr), 2;
  double begin = now();
  pid_t child = fork();
  if (child == 0) {
    execvp(arguments[1], arguments + 1);
    perror(arguments[1]);
    _exit(127);
  }
  int status;
  struct rusage used;
  if (child < 0 || wait4(child, &status, 0, &used) < 0) return perror("bench_spawn"), 1;
  double user = (double)used.ru_utime.tv_sec + 1e-6 * (double)used.ru_utime.tv_usec;
  fprintf(stderr, "%.4f %.4f %ld\n", now() - begin, user, used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
