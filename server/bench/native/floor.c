/* The floor: the least that any server must do to push one frame to many followers.

   It prints its port, upgrades every GET to a WebSocket, and writes the body of every POST (65,535
   bytes at most), in one frame, to each of them; it ends with its input. It knows only the one key
   that our load sends, and gives up whoever does not take a frame at once. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define WELCOME                                                                                    \
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"            \
    "Sec-WebSocket-Accept: EyKXLcWzYU0X3d+BzvhcmpJW9LE=\r\n\r\n"
#define DONE "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define MOST_FOLLOWERS 65536
#define ROOM (1 << 20)

static int followers[MOST_FOLLOWERS], count;
static char request[ROOM];
static size_t requested; /* bytes of the one POST that is under way; heads of GETs come whole */

static void forget(int socket) {
    for (int place = 0; place < count; place++) {
        if (followers[place] != socket) continue;
        followers[place] = followers[--count];
        break;
    }
    close(socket);
}

static void push(const char *text, size_t bytes) {
    static unsigned char frame[ROOM + 4];
    size_t head = bytes < 126 ? 2 : 4;
    frame[0] = 0x81;
    frame[1] = bytes < 126 ? bytes : 126;
    if (head == 4) {
        frame[2] = bytes >> 8;
        frame[3] = bytes;
    }
    memcpy(frame + head, text, bytes);
    for (int place = count - 1; place >= 0; place--)
        if (send(followers[place], frame, head + bytes, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
            forget(followers[place]);
}

static void answer(int socket) {
    request[requested] = 0;
    char *end = strstr(request, "\r\n\r\n");
    if (!end) return;
    if (request[0] == 'G') {
        requested = 0;
        if (count == MOST_FOLLOWERS) {
            close(socket);
            return;
        }
        followers[count++] = socket;
        if (write(socket, WELCOME, sizeof WELCOME - 1) < 0) forget(socket);
        return;
    }
    char *length = strcasestr(request, "\r\nContent-Length:");
    size_t bytes = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    if (request + requested < end + 4 + bytes) return;
    push(end + 4, bytes);
    requested = 0;
    if (write(socket, DONE, sizeof DONE - 1) < 0) forget(socket);
}

static void take(int socket) {
    ssize_t bytes = recv(socket, request + requested, ROOM - 1 - requested, 0);
    if (bytes <= 0) {
        forget(socket);
        return;
    }
    requested += bytes;
    if (request[0] == 'G' || request[0] == 'P') answer(socket);
    else requested = 0; /* a pong or a farewell */
}

static int listening(void) {
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof own;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&own, size) || listen(listener, 4096)) return -1;
    getsockname(listener, (struct sockaddr *)&own, &size);
    printf("%d\n", ntohs(own.sin_port));
    fflush(stdout);
    return listener;
}

int main(void) {
    int poll = epoll_create1(0), listener = listening();
    struct epoll_event events[512], event = {.events = EPOLLIN};
    if (listener < 0) return 1;
    event.data.fd = listener;
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = STDIN_FILENO;
    epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    for (;;) {
        int found = epoll_wait(poll, events, 512, -1);
        for (int place = 0; place < found; place++) {
            int ready = events[place].data.fd;
            if (ready == STDIN_FILENO) return 0;
            if (ready != listener) {
                take(ready);
                continue;
            }
            while ((event.data.fd = accept(listener, NULL, NULL)) >= 0)
                epoll_ctl(poll, EPOLL_CTL_ADD, event.data.fd, &event);
        }
    }
}
