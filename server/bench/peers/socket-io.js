// The floor's task with Socket.IO: every POST is emitted to all who are connected.
import { createServer } from "node:http";
import { Server } from "socket.io";

const server = createServer((request, response) => {
  if (request.url !== "/push") return;
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    io.emit("update", Buffer.concat(pieces).toString());
    response.end();
  });
});
const io = new Server(server, { transports: ["websocket"], serveClient: false });
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  console.log(server.address().port);
});
process.stdin.on("end", () => process.exit()).resume();
