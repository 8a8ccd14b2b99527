// What the server says of notices, and the form as it is sent there.
/** How notices leave, as kept: no secret is in it. */
export interface Settings {
  readonly language: string;
  readonly digest?: { readonly at: string; readonly zone: string; readonly within: number };
  readonly pressing: boolean;
  readonly mail?: {
    readonly host: string;
    readonly port: number;
    readonly security: "tls" | "starttls" | "none";
    readonly user?: string;
    readonly from: string;
    readonly to: readonly string[];
  };
  readonly webhook?: { readonly origin: string; readonly where: "own network" | "internet" };
}

/** One notice of the last ones. */
export interface Sent {
  readonly kind: string;
  readonly channel: string;
  readonly target: string;
  readonly tries: number;
  readonly state: "sent" | "failing" | "waiting" | "given up";
  readonly madeAt: string;
  readonly nextAt: string | null;
  readonly sentence: string | null;
}

export interface Settled {
  readonly notices: Settings | null;
  readonly secrets: { readonly mail: boolean; readonly webhook: boolean };
  readonly revision: number;
  readonly recent: readonly Sent[];
}

/** What is switched on in the form. */
export interface On {
  readonly digest: boolean;
  readonly mail: boolean;
  readonly webhook: boolean;
}

/** The form as the server reads it; a secret that was left empty stays as it is. */
export function toBody(
  typed: Readonly<Record<string, string>>,
  form: FormData,
  on: On,
  { notices, revision }: Settled,
): object {
  const text = (name: string): string => (typed[name] ?? "").trim();
  const given = (name: string, as = name): object => (text(name) === "" ? {} : { [as]: text(name) });
  const origin = notices?.webhook?.origin;
  return {
    revision,
    notices: {
      language: text("language"),
      pressing: form.get("pressing") !== null,
      ...(on.digest && {
        digest: { at: text("at"), zone: text("zone"), within: Number(text("within") || Number.NaN) },
      }),
      ...(on.mail && {
        mail: {
          host: text("host"),
          port: Number(text("port") || Number.NaN),
          security: text("security"),
          from: text("from"),
          to: text("to")
            .split(/[\s,;，；、]+/)
            .filter((address) => address !== ""),
          ...given("user"),
          // What somebody types as a password is taken to the letter.
          ...(typed["password"] && { password: typed["password"] }),
        },
      }),
      ...(on.webhook && {
        webhook: {
          where: text("where"),
          ...given("url"),
          ...given("token"),
          ...(text("url") === "" && origin !== undefined && { origin }),
        },
      }),
    },
  };
}
