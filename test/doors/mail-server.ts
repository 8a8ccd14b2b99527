// A mail server for tests, over a plain socket: it speaks as RFC 5321 has it, and can be dead, mute, rude, or gone.
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the server does otherwise than it should. */
export type Manner =
  | "well"
  | "mute"
  | "closes after data"
  | "no such reader"
  | "try later"
  | "another protocol"
  | "no tls"
  | "no password"
  | "babbles";

export interface MailServer {
  readonly port: number;
  manner: Manner;
  /** A reader who is refused, whatever the manner. */
  stranger: string;
  /** Every message that was taken, as it came over the wire. */
  readonly taken: { readonly to: string; readonly text: string; readonly secure: boolean }[];
  /** Connections that were opened. */
  opened: number;
  /** Every line that a client said. */
  readonly heard: string[];
  readonly close: () => Promise<void>;
}

const fixtures = join(import.meta.dirname, "..", "fixtures");
/** A certificate for localhost that signs itself; made for these tests, good until 2126. */
export const certificate = readFileSync(join(fixtures, "localhost-certificate.pem"), "utf8");
export const privateKey = readFileSync(join(fixtures, "localhost-key.pem"), "utf8");

/** Opens a mail server on a free port of this machine. */
export async function mailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const state = {
    port: 0,
    manner: "well" as Manner,
    stranger: "",
    taken: [] as MailServer["taken"],
    opened: 0,
    heard: [] as string[],
    close: () => closed(server, sockets),
  };
  const server = createServer((socket) => {
    state.opened++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    if (state.manner === "mute") return;
    if (state.manner === "another protocol")
      return void socket.write("SSH-2.0-OpenSSH_9.2 secret banner\r\n");
    if (state.manner === "babbles") {
      socket.write(`220-${"x".repeat(100_000)}\r\n`.repeat(20));
      return;
    }
    socket.write("220 mail.test ESMTP\r\n");
    converse(socket, state);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.port = (server.address() as AddressInfo).port;
  return state;
}

const closed = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });

type State = Omit<MailServer, "close">;

/** One conversation, in the clear or under TLS. */
function converse(socket: Socket, state: State): void {
  let to = "";
  let text: string[] | undefined;
  let waiting = "";
  const secure = socket instanceof TLSSocket;
  const say = (line: string): void => void (socket.writable && socket.write(`${line}\r\n`));
  const hear = (line: string): void => {
    if (text) {
      if (line !== ".") return void text.push(line.replace(/^\./, ""));
      if (state.manner === "closes after data") return void socket.destroy();
      state.taken.push({ to, text: text.join("\n"), secure });
      text = undefined;
      return say("250 2.0.0 kept as 4711");
    }
    state.heard.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") {
      const tls = secure || state.manner === "no tls" ? [] : ["250-STARTTLS"];
      const auth = state.manner === "no password" || secure ? ["250-AUTH PLAIN LOGIN"] : [];
      for (const each of ["250-mail.test", ...tls, ...auth]) say(each);
      return say("250 8BITMIME");
    }
    if (line === "STARTTLS") {
      if (state.manner === "no tls") return say("502 5.5.1 not here");
      say("220 go ahead");
      socket.removeAllListeners("data");
      const inner = new TLSSocket(socket, { isServer: true, cert: certificate, key: privateKey });
      inner.on("error", () => undefined);
      return converse(inner, state);
    }
    if (verb === "AUTH")
      return say(state.manner === "no password" ? "535 5.7.8 not with this one" : "235 2.7.0 come in");
    if (verb === "MAIL")
      return say(state.manner === "try later" ? "421 4.3.2 back in an hour" : "250 2.1.0 ok");
    if (verb === "RCPT") {
      to = /<([^>]*)>/.exec(line)?.[1] ?? "";
      const strange = state.manner === "no such reader" || to === state.stranger;
      return say(strange ? "550 5.1.1 no such reader" : "250 2.1.5 ok");
    }
    if (verb === "DATA") {
      text = [];
      return say("354 go on");
    }
    if (verb === "QUIT") {
      say("221 bye");
      return void socket.end();
    }
    say("250 ok");
  };
  socket.on("data", (chunk: Buffer) => {
    waiting += chunk.toString("utf8");
    for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      hear(line);
    }
  });
}
