/* Many followers of one server in one thread: who they are, and what came to them. */
#ifndef FOLLOWERS_H
#define FOLLOWERS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum stage {
    REACHING,  /* the connection is being made */
    ASKING,    /* the handshake was sent */
    OPENING,   /* Socket.IO: in, but not yet in its namespace */
    FOLLOWING,
    GONE
};

struct follower {
    int socket;
    enum stage stage;
    bool unread;         /* its page has stopped reading */
    bool holding;        /* it has told, or tells, what it holds */
    unsigned had;        /* messages since the last report */
    int64_t came_at;     /* when it began to come */
    int64_t followed_at; /* when it was let in */
    unsigned char *rest; /* a frame that has not come whole */
    size_t rest_bytes;
};

struct crowd {
    struct sockaddr_in server;
    bool socket_io;
    int poll; /* its events carry the number of a follower, or `ORDERS` */
    struct follower *followers;
    size_t count;
    size_t under_way, following, readers, refused, gone;
    int generation;
    char *request, *holding_request;
    char refusal[200]; /* the first line of the first answer that was no welcome */
    /* The message that is coming: the first one whole, and when each follower had it. */
    unsigned char *message;
    size_t message_bytes, frame_bytes;
    bool compressed, fresh;
    int64_t *arrivals;
    size_t had_by, repeated, different;
};

#define ORDERS UINT64_MAX

/* Have so many more come, of whom at most `at_once` are under way at any time. */
void crowd_come(struct crowd *crowd, size_t more, size_t at_once, int64_t until);

/* Wait until every reader has a message; the report is begun anew by `crowd_report_over`. */
void crowd_wait(struct crowd *crowd, int64_t until);
void crowd_report_over(struct crowd *crowd);

/* The first `count` stop reading. */
void crowd_stop_reading(struct crowd *crowd, size_t count);

/* All go, at once. */
void crowd_leave(struct crowd *crowd);

/* Take what has come within so many milliseconds; true if an order waits. */
bool crowd_turn(struct crowd *crowd, int milliseconds);

#endif
