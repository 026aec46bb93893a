/* One epoll thread: its own work must not be taken for the server's, so it does little for each
   message: it compares it with the first one, byte by byte, and notes the time. */
#include "followers.h"

#include "clock.h"
#include "frames.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of the one key that our followers send (RFC 6455, section 4.2.2). */
#define ACCEPTED "EyKXLcWzYU0X3d+BzvhcmpJW9LE="
#define TELL_WHAT_YOU_HOLD 4001
#define TO_ONE_ADDRESS 2048 /* so that ports do not run out while others are in TIME_WAIT */
#define LONGEST_SIGN 16
#define EVENTS 512

static unsigned char buffer[1 << 20];

static void watch(struct crowd *crowd, struct follower *follower, int how, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u64 = follower - crowd->followers};
    epoll_ctl(crowd->poll, how, follower->socket, &event);
}

/* Begin to come, from an address of this machine of its own generation. */
static void reach(struct crowd *crowd, struct follower *follower) {
    unsigned network = 2 + crowd->generation % 200;
    unsigned machine = (follower - crowd->followers) / TO_ONE_ADDRESS;
    uint32_t from = 127u << 24 | network << 16 | machine << 8 | 1;
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(from)};
    int yes = 1;
    follower->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    follower->stage = REACHING;
    setsockopt(follower->socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    bind(follower->socket, (struct sockaddr *)&own, sizeof own);
    connect(follower->socket, (struct sockaddr *)&crowd->server, sizeof crowd->server);
    watch(crowd, follower, EPOLL_CTL_ADD, EPOLLOUT);
}

static void go(struct crowd *crowd, struct follower *follower) {
    if (follower->stage == GONE) return;
    close(follower->socket);
    free(follower->rest);
    follower->rest = NULL;
    follower->rest_bytes = 0;
    if (follower->stage == FOLLOWING) {
        crowd->following--;
        crowd->gone++;
    } else {
        crowd->under_way--;
        crowd->refused++;
    }
    if (!follower->unread) crowd->readers--;
    follower->stage = GONE;
}

static void say(struct crowd *crowd, struct follower *follower, int opcode, const void *what,
                size_t bytes) {
    unsigned char frame[131];
    size_t size = frame_write(frame, opcode, what, bytes > 125 ? 125 : bytes);
    if (send(follower->socket, frame, size, MSG_NOSIGNAL) != (ssize_t)size) go(crowd, follower);
}

static void follow(struct crowd *crowd, struct follower *follower) {
    follower->stage = FOLLOWING;
    follower->followed_at = monotonic_ns();
    crowd->under_way--;
    crowd->following++;
}

/* The server wants to know what this follower holds: come again and say so. */
static void come_again(struct crowd *crowd, struct follower *follower) {
    close(follower->socket);
    crowd->following--;
    crowd->under_way++;
    follower->holding = true;
    reach(crowd, follower);
}

/* Whether it says {}: by that a page is told now and then that its connection lives. */
static bool only_a_sign_of_life(const struct frame *frame) {
    if (frame->payload_bytes > LONGEST_SIGN) return false;
    if (!frame->compressed) return frame->payload_bytes == 2 && !memcmp(frame->payload, "{}", 2);
    size_t bytes = 0;
    char *text = frame_inflated(frame->payload, frame->payload_bytes, &bytes);
    bool empty = text && bytes == 2 && !memcmp(text, "{}", 2);
    free(text);
    return empty;
}

static void take_message(struct crowd *crowd, struct follower *follower,
                         const struct frame *frame) {
    int64_t now = monotonic_ns();
    if (only_a_sign_of_life(frame)) return;
    if (!crowd->fresh) {
        free(crowd->message);
        crowd->message = malloc(frame->payload_bytes + 1);
        memcpy(crowd->message, frame->payload, frame->payload_bytes);
        crowd->message_bytes = frame->payload_bytes;
        crowd->frame_bytes = frame->bytes;
        crowd->compressed = frame->compressed;
        crowd->fresh = true;
    }
    if (frame->bytes != crowd->frame_bytes || frame->compressed != crowd->compressed ||
        memcmp(frame->payload, crowd->message, crowd->message_bytes))
        crowd->different++;
    if (follower->had++)
        crowd->repeated++;
    else
        crowd->arrivals[crowd->had_by++] = now;
}

/* What Engine.IO and Socket.IO say (protocols 4 and 5): 0 open, 2 ping, 40 connected, 42 event. */
static void take_packet(struct crowd *crowd, struct follower *follower, const struct frame *frame) {
    const unsigned char *packet = frame->payload;
    if (frame->payload_bytes < 1) return;
    if (packet[0] == '0') say(crowd, follower, TEXT, "40", 2);
    else if (packet[0] == '2') say(crowd, follower, TEXT, "3", 1);
    else if (frame->payload_bytes > 1 && packet[0] == '4' && packet[1] == '2')
        take_message(crowd, follower, frame);
    else if (frame->payload_bytes > 1 && packet[1] == '0' && follower->stage == OPENING)
        follow(crowd, follower);
}

static void take_frame(struct crowd *crowd, struct follower *follower, const struct frame *frame) {
    if (frame->opcode == PING) {
        say(crowd, follower, PONG, frame->payload, frame->payload_bytes);
    } else if (frame->opcode == CLOSE) {
        int code = frame->payload_bytes < 2 ? 0 : frame->payload[0] << 8 | frame->payload[1];
        bool asked = code == TELL_WHAT_YOU_HOLD && crowd->holding_request && !follower->holding;
        if (asked && follower->stage == FOLLOWING) come_again(crowd, follower);
        else go(crowd, follower);
    } else if (frame->opcode == TEXT) {
        if (crowd->socket_io) take_packet(crowd, follower, frame);
        else take_message(crowd, follower, frame);
    }
}

/* How long the head of the answer is, once it is whole; 0 until then. Who is refused goes. */
static size_t take_welcome(struct crowd *crowd, struct follower *follower, size_t bytes) {
    char *end = memmem(buffer, bytes, "\r\n\r\n", 4);
    if (!end) return 0;
    *end = 0;
    if (strncmp((char *)buffer, "HTTP/1.1 101 ", 13) || !strstr((char *)buffer, ACCEPTED)) {
        if (!crowd->refusal[0])
            snprintf(crowd->refusal, sizeof crowd->refusal, "%.*s",
                     (int)strcspn((char *)buffer, "\r\"\\"), buffer);
        go(crowd, follower);
        return 0;
    }
    if (crowd->socket_io) follower->stage = OPENING;
    else follow(crowd, follower);
    return end + 4 - (char *)buffer;
}

static void keep(struct follower *follower, const unsigned char *from, size_t bytes) {
    unsigned char *kept = bytes ? malloc(bytes) : NULL;
    if (bytes) memcpy(kept, from, bytes);
    free(follower->rest);
    follower->rest = kept;
    follower->rest_bytes = bytes;
}

static void read_from(struct crowd *crowd, struct follower *follower) {
    size_t bytes = follower->rest_bytes, at = 0;
    if (bytes) memcpy(buffer, follower->rest, bytes);
    ssize_t come = recv(follower->socket, buffer + bytes, sizeof buffer - bytes - 1, 0);
    if (come <= 0) {
        if (come == 0 || errno != EAGAIN) go(crowd, follower);
        return;
    }
    bytes += come;
    if (follower->stage == ASKING) at = take_welcome(crowd, follower, bytes);
    struct frame frame;
    int own = follower->socket;
    while (follower->stage > ASKING && follower->stage < GONE && follower->socket == own &&
           frame_read(buffer + at, bytes - at, &frame)) {
        at += frame.bytes;
        take_frame(crowd, follower, &frame);
    }
    if (follower->stage == GONE) return;
    if (follower->stage == REACHING) at = bytes; /* it comes again, with a socket of its own */
    keep(follower, buffer + at, bytes - at);
}

static void ask(struct crowd *crowd, struct follower *follower) {
    const char *request = follower->holding ? crowd->holding_request : crowd->request;
    size_t bytes = strlen(request);
    if (send(follower->socket, request, bytes, MSG_NOSIGNAL) != (ssize_t)bytes) {
        go(crowd, follower);
        return;
    }
    follower->stage = ASKING;
    watch(crowd, follower, EPOLL_CTL_MOD, EPOLLIN);
}

bool crowd_turn(struct crowd *crowd, int milliseconds) {
    struct epoll_event events[EVENTS];
    bool orders = false;
    int found = epoll_wait(crowd->poll, events, EVENTS, milliseconds);
    for (int place = 0; place < found; place++) {
        if (events[place].data.u64 == ORDERS) {
            orders = true;
            continue;
        }
        struct follower *follower = crowd->followers + events[place].data.u64;
        if (follower->stage == REACHING) ask(crowd, follower);
        else if (follower->stage < GONE && !follower->unread) read_from(crowd, follower);
    }
    return orders;
}

void crowd_come(struct crowd *crowd, size_t more, size_t at_once, int64_t until) {
    size_t count = crowd->count + more;
    crowd->followers = realloc(crowd->followers, count * sizeof *crowd->followers);
    crowd->arrivals = realloc(crowd->arrivals, count * sizeof *crowd->arrivals);
    memset(crowd->followers + crowd->count, 0, more * sizeof *crowd->followers);
    crowd->refusal[0] = 0;
    while (crowd->count < count || crowd->under_way) {
        while (crowd->count < count && crowd->under_way < at_once) {
            struct follower *follower = crowd->followers + crowd->count++;
            crowd->readers++;
            crowd->under_way++;
            follower->came_at = monotonic_ns();
            reach(crowd, follower);
        }
        if (monotonic_ns() > until) return;
        crowd_turn(crowd, 50);
    }
}

void crowd_wait(struct crowd *crowd, int64_t until) {
    while ((crowd->had_by < crowd->readers || crowd->under_way) && monotonic_ns() < until)
        crowd_turn(crowd, 50);
}

void crowd_report_over(struct crowd *crowd) {
    for (size_t place = 0; place < crowd->count; place++) crowd->followers[place].had = 0;
    crowd->had_by = crowd->repeated = crowd->different = 0;
    crowd->fresh = false;
}

void crowd_stop_reading(struct crowd *crowd, size_t count) {
    for (size_t place = 0; place < crowd->count && place < count; place++) {
        struct follower *follower = crowd->followers + place;
        if (follower->stage != FOLLOWING || follower->unread) continue;
        follower->unread = true;
        crowd->readers--;
        epoll_ctl(crowd->poll, EPOLL_CTL_DEL, follower->socket, NULL);
    }
}

void crowd_leave(struct crowd *crowd) {
    for (size_t place = 0; place < crowd->count; place++) go(crowd, crowd->followers + place);
    crowd_report_over(crowd);
    crowd->count = crowd->refused = crowd->gone = 0;
    crowd->generation++;
}
