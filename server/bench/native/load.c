/* The load on a server: followers of its feed, or askers for its pages, by orders.

   load ADDRESS PORT websocket|socket.io
   reads orders, a line each, and answers each with a line of JSON (times are CLOCK_MONOTONIC, in
   nanoseconds); it ends with its input.
     follow COUNT AT-ONCE PATH [PATH]  so many come, and all others have gone before; those who are
                                       told to say what they hold take the second path
     more COUNT AT-ONCE PATH [PATH]    so many come, and all others stay
     arrived SECONDS                   wait until every reader has the next message, and report it
     message                           the text of that message
     forget                            what came until now is no part of the next report
     unread COUNT                      the first so many stop reading
     leave                             all go
     pages CONNECTIONS SECONDS PATH [ETAG] */
#include "clock.h"
#include "followers.h"
#include "frames.h"
#include "pages.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define LONGEST_NS INT64_C(60000000000)

/* What Chromium says, so that no server has less to read than in life. */
#define BROWSER                                                                                    \
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "          \
    "Chrome/140.0.0.0 Safari/537.36\r\nAccept-Language: en-GB,en;q=0.9\r\n"

static const char *host;

static char *request(const char *path, const char *more) {
    char *made = NULL;
    const char *words = "GET %s HTTP/1.1\r\nHost: %s\r\n" BROWSER "%s\r\n";
    if (asprintf(&made, words, path, host, more) < 0) abort();
    return made;
}

static char *handshake(const char *path) {
    char *more = NULL;
    const char *words = "Connection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
                        "Upgrade: websocket\r\nOrigin: http://%s\r\nSec-WebSocket-Version: 13\r\n"
                        "Accept-Encoding: gzip, deflate, br, zstd\r\n"
                        "Sec-WebSocket-Key: b3JkZXJwYXBlciBiZW5jaA==\r\n"
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    if (asprintf(&more, words, host) < 0) abort();
    char *made = request(path, more);
    free(more);
    return made;
}

static int by_time(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* The value that so many in a thousand of these do not exceed; they are sorted. */
static int64_t of_sorted(const int64_t *values, size_t count, size_t thousandths) {
    return count ? values[(count * thousandths + 999) / 1000 - 1] : 0;
}

static void tell_coming(struct crowd *crowd, size_t first, int64_t begun) {
    int64_t *waits = malloc((crowd->count + 1) * sizeof *waits), last = begun;
    size_t count = 0;
    for (size_t place = first; place < crowd->count; place++) {
        struct follower *follower = crowd->followers + place;
        if (!follower->followed_at) continue;
        waits[count++] = follower->followed_at - follower->came_at;
        if (follower->followed_at > last) last = follower->followed_at;
    }
    qsort(waits, count, sizeof *waits, by_time);
    printf("{\"following\":%zu,\"refused\":%zu,\"refusal\":\"%s\",\"begun_at\":%lld,"
           "\"last_at\":%lld,\"median_wait\":%lld,\"worst_wait\":%lld}\n",
           crowd->following, crowd->refused, crowd->refusal, (long long)begun, (long long)last,
           (long long)of_sorted(waits, count, 500), (long long)of_sorted(waits, count, 1000));
    free(waits);
}

static void order_follow(struct crowd *crowd, char *given) {
    char path[16384] = "", holding[16384] = "";
    size_t count = 0, at_once = 0;
    if (sscanf(given, "%zu %zu %16383s %16383s", &count, &at_once, path, holding) < 3) abort();
    free(crowd->request);
    free(crowd->holding_request);
    crowd->request = handshake(path);
    crowd->holding_request = *holding ? handshake(holding) : NULL;
    size_t first = crowd->count;
    int64_t begun = monotonic_ns();
    crowd_come(crowd, count, at_once, begun + LONGEST_NS);
    tell_coming(crowd, first, begun);
}

static char *text_of(struct crowd *crowd, size_t *bytes) {
    if (crowd->compressed) return frame_inflated(crowd->message, crowd->message_bytes, bytes);
    char *text = malloc(crowd->message_bytes + 1);
    memcpy(text, crowd->message, crowd->message_bytes);
    *bytes = crowd->message_bytes;
    return text;
}

static void order_arrived(struct crowd *crowd, char *given) {
    crowd_wait(crowd, monotonic_ns() + (int64_t)(atof(given) * 1e9));
    size_t had = crowd->had_by, bytes = 0;
    size_t missing = crowd->readers > had ? crowd->readers - had : 0;
    char *text = crowd->fresh ? text_of(crowd, &bytes) : NULL;
    qsort(crowd->arrivals, had, sizeof *crowd->arrivals, by_time);
    printf("{\"had_by\":%zu,\"missing\":%zu,\"repeated\":%zu,\"different\":%zu,\"gone\":%zu,"
           "\"unreadable\":%s,\"frame_bytes\":%zu,\"text_bytes\":%zu,\"first_at\":%lld,"
           "\"median_at\":%lld,\"p99_at\":%lld,\"last_at\":%lld}\n",
           had, missing, crowd->repeated, crowd->different, crowd->gone,
           text || !crowd->fresh ? "false" : "true", had ? crowd->frame_bytes : 0, bytes,
           (long long)(had ? crowd->arrivals[0] : 0),
           (long long)of_sorted(crowd->arrivals, had, 500),
           (long long)of_sorted(crowd->arrivals, had, 990),
           (long long)of_sorted(crowd->arrivals, had, 1000));
    free(text);
    crowd_report_over(crowd);
}

static void order_message(struct crowd *crowd) {
    size_t bytes = 0;
    char *text = crowd->message ? text_of(crowd, &bytes) : NULL;
    for (size_t place = 0; text && place < bytes; place++)
        putchar(text[place] == '\n' ? ' ' : text[place]);
    putchar('\n');
    free(text);
}

static void order_pages(struct crowd *crowd, char *given) {
    char path[16384] = "", etag[200] = "", more[300];
    size_t connections = 0;
    double seconds = 0;
    if (sscanf(given, "%zu %lf %16383s %199s", &connections, &seconds, path, etag) < 3) abort();
    const char *accepting = "Connection: keep-alive\r\nAccept-Encoding: gzip, br\r\n";
    if (*etag) snprintf(more, sizeof more, "%sIf-None-Match: %s\r\n", accepting, etag);
    else snprintf(more, sizeof more, "%s", accepting);
    char *asking = request(path, more);
    int64_t until = monotonic_ns() + (int64_t)(seconds * 1e9);
    struct pages pages = pages_ask(&crowd->server, asking, connections, until);
    printf("{\"answers\":%zu,\"failed\":%zu,\"status\":%d,\"body_bytes\":%zu,\"seconds\":%.6f}\n",
           pages.answers, pages.failed, pages.status, pages.body_bytes, pages.seconds);
    free(asking);
}

static void obey(struct crowd *crowd, char *order) {
    char *given = strchr(order, ' ');
    given = given ? given + 1 : order + strlen(order);
    if (!strncmp(order, "follow ", 7)) {
        crowd_leave(crowd);
        order_follow(crowd, given);
    } else if (!strncmp(order, "more ", 5)) {
        order_follow(crowd, given);
    } else if (!strncmp(order, "arrived ", 8)) {
        order_arrived(crowd, given);
    } else if (!strncmp(order, "message", 7)) {
        order_message(crowd);
    } else if (!strncmp(order, "pages ", 6)) {
        order_pages(crowd, given);
    } else if (!strncmp(order, "unread ", 7)) {
        crowd_stop_reading(crowd, strtoul(given, NULL, 10));
        printf("{\"readers\":%zu}\n", crowd->readers);
    } else if (!strncmp(order, "forget", 6)) {
        crowd_report_over(crowd);
        printf("{}\n");
    } else {
        crowd_leave(crowd);
        printf("{}\n");
    }
    fflush(stdout);
}

int main(int count, char **given) {
    if (count != 4) {
        fprintf(stderr, "usage: load ADDRESS PORT websocket|socket.io\n");
        return 2;
    }
    struct crowd crowd = {.poll = epoll_create1(0), .socket_io = !strcmp(given[3], "socket.io")};
    struct epoll_event orders = {.events = EPOLLIN, .data.u64 = ORDERS};
    char *order = NULL;
    size_t room = 0;
    host = given[1];
    crowd.server.sin_family = AF_INET;
    crowd.server.sin_port = htons(atoi(given[2]));
    inet_pton(AF_INET, host, &crowd.server.sin_addr);
    epoll_ctl(crowd.poll, EPOLL_CTL_ADD, STDIN_FILENO, &orders);
    for (;;) {
        if (!crowd_turn(&crowd, 1000)) continue;
        if (getline(&order, &room, stdin) < 0) return 0;
        obey(&crowd, order);
    }
}
