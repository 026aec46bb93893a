/* Many requests for one page, over connections that are kept. */
#ifndef PAGES_H
#define PAGES_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

struct pages {
    size_t answers; /* those that came whole and with the status of the first */
    size_t failed;
    int status;        /* of the first */
    size_t body_bytes; /* of the first */
    double seconds;
};

/* Ask over so many connections, each again as soon as it has its answer, until then. */
struct pages pages_ask(const struct sockaddr_in *server, const char *request, size_t connections,
                       int64_t until);

#endif
