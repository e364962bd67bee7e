// Loaded before the test server, which would listen on every interface of the machine: here, on loopback alone.
import { Server } from "node:net";

const { listen } = Server.prototype;

Server.prototype.listen = function (port, ...rest) {
  if (typeof port === "object" && port !== null) return listen.call(this, { ...port, host: "127.0.0.1" }, ...rest);
  const callback = rest.filter((argument) => typeof argument === "function");
  return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...callback);
};
