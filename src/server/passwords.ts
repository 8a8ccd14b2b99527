import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * What a password is hashed with: argon2id with 19 MiB, 2 passes, 1 lane, the least that the OWASP Password Storage
 * Cheat Sheet asks for. A hash keeps its own parameters; an older one is renewed when its owner signs in.
 */
export const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltLength = 16;
const tagLength = 32;

/** So many are hashed at once, and so many may wait: what comes beyond that is told to come again. */
const atOnce = 4;
const mostWaiting = 100;
let running = 0;
const waiting: (() => void)[] = [];

/** Thrown where more passwords are to be checked than can be. */
export class TooMany extends Error {}

async function derive(
  password: string,
  salt: Buffer,
  given: Pick<Argon2Parameters, "memory" | "passes" | "parallelism">,
  length: number,
): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new TooMany();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await new Promise((resolve, reject) =>
      argon2(
        "argon2id",
        { ...given, message: plain(password), nonce: salt, tagLength: length },
        (error, tag) => (error ? reject(error) : resolve(tag)),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** The same password typed on another keyboard is the same password (NIST SP 800-63B: normalise before hashing). */
const plain = (password: string): string => password.normalize("NFKC");

/** A password as it is kept, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const tag = await derive(password, salt, cost, tagLength);
  const { memory, passes, parallelism } = cost;
  const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`;
}

const kept = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** What nobody's password is checked against, so that it takes as long as anybody's. */
const nobodys = hashPassword(randomBytes(24).toString("base64"));

/** Whether a password is the one kept; where none is kept it takes as long to say no. */
export async function isPassword(given: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = "", tag = ""] = kept.exec(hash ?? (await nobodys)) ?? [];
  const wanted = Buffer.from(tag, "base64");
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await derive(given, Buffer.from(salt, "base64"), parameters, wanted.length);
  return timingSafeEqual(found, wanted) && hash !== null;
}

/** True where a hash was made with other parameters than today's. */
export const isOutdated = (hash: string): boolean =>
  !hash.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);

/** The least and most characters of a password. NIST SP 800-63B-4 asks for 8 beside a second factor; no other rules. */
export const passwordLength = { least: 12, most: 256 } as const;

/** Words that the passwords most often found in breaches are made of, and those anybody would try here first. */
const common = new Set(
  `password passwort passw0rd pass word welcome letmein admin administrator root login user guest test testing secret
   changeme default qwerty qwertyuiop qwertzuiop asdfghjkl zxcvbnm azerty iloveyou loveyou sunshine princess football
   baseball basketball monkey dragon master shadow superman batman michael jennifer jordan trustno whatever freedom
   summer winter spring autumn monday january hello computer internet starwars pokemon charlie hospital clinic doctor
   nurse pharmacy medical patient pump baclofen morphine ketamine theca intrathecal woaini mima nihao zhongguo`.split(
    /\s+/,
  ),
);

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "@": "a",
  "1": "i",
  "!": "i",
  "3": "e",
  "5": "s",
  $: "s",
};

/** Why a password is not taken, or undefined. */
export function weakness(
  password: string,
  names: readonly string[],
): "short" | "long" | "common" | "repeated" | "own name" | undefined {
  const text = plain(password);
  const length = [...text].length;
  if (length < passwordLength.least) return "short";
  if (length > passwordLength.most) return "long";
  const small = text.toLowerCase();
  // As it is said, with the usual letters for signs, and without what is put at its ends.
  const bare = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const letters = [...bare].map((sign) => lookalikes[sign] ?? sign).join("");
  for (const word of [bare, letters].map((text) => text.replace(/[^\p{L}]+/gu, " ").trim()))
    if (word === "" || word.split(" ").every((part) => isMadeOf(part, common))) return "common";
  if (/^(.{1,4})\1+.{0,3}$/u.test(small) || isRun(small)) return "repeated";
  const own = names.map((name) => name.toLowerCase()).filter((name) => name.length > 3);
  if (own.some((name) => small.replaceAll(name, "").length < 6 && small.includes(name))) return "own name";
  return undefined;
}

/** True where a text is one or more of the words, one after the other. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  const reached = new Set([0]);
  for (let end = 1; end <= text.length; end++)
    for (const start of reached) if (words.has(text.slice(start, end))) reached.add(end);
  return reached.has(text.length);
}

/** Characters that follow one another up or down: abcdefghijkl, 987654321098. */
function isRun(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0)!);
  const steps = points.slice(1).map((point, i) => point - points[i]!);
  return steps.filter((step) => Math.abs(step) <= 1 || Math.abs(step) === 9).length >= steps.length - 1;
}
