/* WebSocket frames as a client reads and writes them (RFC 6455, section 5.2). */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };

struct frame {
    int opcode;
    bool compressed; /* RSV1, as permessage-deflate has it (RFC 7692) */
    const unsigned char *payload;
    size_t payload_bytes;
    size_t bytes; /* the whole frame on the wire */
};

/* Reads the first frame of these bytes; false if it has not come whole. */
bool frame_read(const unsigned char *at, size_t bytes, struct frame *frame);

/* Writes a masked frame of at most 125 bytes; how long it is. `into` must have 131 bytes. */
size_t frame_write(unsigned char *into, int opcode, const void *payload, size_t bytes);

/* Inflates what a frame carries; NULL if it cannot be read. The caller frees it. */
char *frame_inflated(const unsigned char *payload, size_t bytes, size_t *text_bytes);

#endif
