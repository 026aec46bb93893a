// The floor's task with the library ws: every POST is pushed to all who are connected.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    const text = Buffer.concat(pieces);
    for (const follower of sockets.clients) follower.send(text, { binary: false });
    response.end();
  });
});
const sockets = new WebSocketServer({ server, path: "/feed", perMessageDeflate: false });
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  console.log(server.address().port);
});
process.stdin.on("end", () => process.exit()).resume();
