#include "pages.h"

#include "clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOM (1 << 20) /* no answer is longer */

struct asker {
    int socket;
    char *answer;
    size_t bytes;
};

/* How many bytes of body this head promises; -1 if it does not say. */
static long promised(const char *head, int status) {
    if (status == 304) return 0;
    for (const char *line = head; (line = strchr(line, '\n')) && *++line;)
        if (!strncasecmp(line, "content-length:", 15)) return strtol(line + 15, NULL, 10);
    return -1;
}

/* Whether the answer has come whole; it is counted then. */
static bool whole(struct pages *pages, struct asker *asker) {
    char *end = memmem(asker->answer, asker->bytes, "\r\n\r\n", 4);
    if (!end) return false;
    *end = 0;
    int status = asker->bytes > 12 ? atoi(asker->answer + 9) : 0;
    long body = promised(asker->answer, status);
    *end = '\r';
    size_t head = end + 4 - asker->answer;
    if (body >= 0 && asker->bytes < head + body) return false;
    if (!pages->status) {
        pages->status = status;
        pages->body_bytes = body < 0 ? 0 : body;
    }
    if (body < 0 || asker->bytes > head + body || status != pages->status) pages->failed++;
    else pages->answers++;
    return true;
}

static bool ask(struct asker *asker, const char *request) {
    size_t bytes = strlen(request);
    asker->bytes = 0;
    return send(asker->socket, request, bytes, MSG_NOSIGNAL) == (ssize_t)bytes;
}

static void leave(struct pages *pages, struct asker *asker) {
    close(asker->socket);
    pages->failed++;
}

static void take(struct pages *pages, struct asker *asker, const char *request) {
    ssize_t come = recv(asker->socket, asker->answer + asker->bytes, ROOM - asker->bytes, 0);
    if (come <= 0) {
        leave(pages, asker);
        return;
    }
    asker->bytes += come;
    if (whole(pages, asker) && !ask(asker, request)) leave(pages, asker);
}

struct pages pages_ask(const struct sockaddr_in *server, const char *request, size_t connections,
                       int64_t until) {
    struct asker *askers = calloc(connections, sizeof *askers);
    struct pages pages = {0};
    int poll = epoll_create1(0);
    for (size_t place = 0; place < connections; place++) {
        struct asker *asker = askers + place;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = asker};
        asker->answer = malloc(ROOM);
        asker->socket = socket(AF_INET, SOCK_STREAM, 0);
        connect(asker->socket, (const struct sockaddr *)server, sizeof *server);
        epoll_ctl(poll, EPOLL_CTL_ADD, asker->socket, &event);
    }
    int64_t begun = monotonic_ns();
    for (size_t place = 0; place < connections; place++)
        if (!ask(askers + place, request)) leave(&pages, askers + place);
    while (monotonic_ns() < until) {
        struct epoll_event events[64];
        int found = epoll_wait(poll, events, 64, 50);
        for (int place = 0; place < found; place++) take(&pages, events[place].data.ptr, request);
    }
    pages.seconds = (monotonic_ns() - begun) / 1e9;
    for (size_t place = 0; place < connections; place++) {
        close(askers[place].socket);
        free(askers[place].answer);
    }
    free(askers);
    close(poll);
    return pages;
}
