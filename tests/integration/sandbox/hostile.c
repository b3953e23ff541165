// One program that misbehaves in the way its first argument names.
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int is(const char* mode, const char* name) { return strcmp(mode, name) == 0; }

static void* sleeper(void* nothing) {
    sleep(60);
    return nothing;
}

static int write_to(const char* path) {
    FILE* file = fopen(path, "w");
    if (!file) return 1;
    fputs("written by the sandboxed program", file);
    return fclose(file) == 0 ? 0 : 1;
}

static int read_from(const char* path) {
    char text[256] = "";
    FILE* file = fopen(path, "r");
    if (!file) return 1;
    size_t got = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    printf("%.*s", (int)got, text);
    return 0;
}

static int connect_to(const char* port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    return connect(descriptor, (struct sockaddr*)&address, sizeof address) == 0 ? 0 : 1;
}

// Leaves its session, closes every stream, and writes to the file after a while if it is still alive.
static int leave_daemon(const char* path) {
    if (fork() == 0) {
        setsid();
        if (fork() != 0) _exit(0);
        for (int descriptor = 0; descriptor < 64; ++descriptor) close(descriptor);
        usleep(300 * 1000);
        _exit(write_to(path));
    }
    return 0;
}

int main(int count, char** arguments) {
    const char* mode = arguments[1];
    const char* operand = count > 2 ? arguments[2] : "";
    // The bombs give up by themselves, so that a sandbox that fails does not take the tests' machine with it.
    const time_t end = time(0) + 3;
    if (is(mode, "fork_bomb")) while (time(0) < end) fork();
    if (is(mode, "session_fork_bomb")) while (time(0) < end) if (fork() == 0) setsid();
    if (is(mode, "threads")) for (pthread_t thread;;) pthread_create(&thread, 0, sleeper, 0);
    if (is(mode, "loop")) for (;;) {}
    if (is(mode, "sleep")) { sleep(60); return 0; }
    if (is(mode, "allocate")) for (;;) memset(malloc(1 << 22), 1, 1 << 22);
    if (is(mode, "print")) for (;;) puts("and again");
    if (is(mode, "abort")) abort();
    if (is(mode, "write")) return write_to(operand);
    if (is(mode, "read")) return read_from(operand);
    if (is(mode, "connect")) return connect_to(operand);
    if (is(mode, "daemon")) return leave_daemon(operand);
    if (is(mode, "big_file")) {
        int file = open(operand, O_CREAT | O_WRONLY, 0600);
        static char block[1 << 20];
        for (;;) if (write(file, block, sizeof block) < 0) return 1;
    }
    if (is(mode, "environment")) { puts(getenv(operand) ? getenv(operand) : "(unset)"); return 0; }
    return 64;
}
