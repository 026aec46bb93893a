#include "frames.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MOST_TEXT (64 << 20)

bool frame_read(const unsigned char *at, size_t bytes, struct frame *frame) {
    if (bytes < 2) return false;
    size_t size = at[1] & 0x7f, head = size == 127 ? 10 : size == 126 ? 4 : 2;
    if (bytes < head) return false;
    if (head > 2) {
        size = 0;
        for (size_t place = 2; place < head; place++) size = size << 8 | at[place];
    }
    if (bytes - head < size) return false;
    frame->opcode = at[0] & 0x0f;
    frame->compressed = at[0] & 0x40;
    frame->payload = at + head;
    frame->payload_bytes = size;
    frame->bytes = head + size;
    return true;
}

size_t frame_write(unsigned char *into, int opcode, const void *payload, size_t bytes) {
    static const unsigned char mask[4] = {0x6f, 0x72, 0x64, 0x65};
    const unsigned char *from = payload;
    into[0] = 0x80 | opcode;
    into[1] = 0x80 | bytes;
    memcpy(into + 2, mask, 4);
    for (size_t place = 0; place < bytes; place++) into[6 + place] = from[place] ^ mask[place % 4];
    return 6 + bytes;
}

/* Inflates into this room, all of it or nothing. */
static bool inflated(z_stream *stream, const unsigned char *payload, size_t bytes) {
    static const unsigned char end[4] = {0, 0, 0xff, 0xff}; /* the sender leaves it away */
    stream->next_in = (Bytef *)payload;
    stream->avail_in = bytes;
    if (inflate(stream, Z_NO_FLUSH) != Z_OK || stream->avail_in) return false;
    stream->next_in = (Bytef *)end;
    stream->avail_in = sizeof end;
    return inflate(stream, Z_SYNC_FLUSH) == Z_OK;
}

char *frame_inflated(const unsigned char *payload, size_t bytes, size_t *text_bytes) {
    size_t room = 64 + bytes * 1040; /* deflate makes nothing smaller than that */
    if (room > MOST_TEXT) room = MOST_TEXT;
    char *text = malloc(room);
    z_stream stream = {.next_out = (Bytef *)text, .avail_out = room};
    if (!text || inflateInit2(&stream, -15) != Z_OK) {
        free(text);
        return NULL;
    }
    bool whole = inflated(&stream, payload, bytes);
    *text_bytes = stream.total_out;
    inflateEnd(&stream);
    if (whole) return text;
    free(text);
    return NULL;
}
