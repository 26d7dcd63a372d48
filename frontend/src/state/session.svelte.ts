import { ask, get, useToken, whenSignedOut } from "../api/client";
import type { Codebook, Role, Session } from "../api/types";

const ORDER: Role[] = ["reader", "coder", "adjudicator", "administrator"];

class Current {
  session = $state.raw<Session | null>(null);
  codebook = $state.raw<Codebook | null>(null);

  get signedIn(): boolean { return this.session?.user != null; }

  /** Whether the user's role may do what this role may. */
  may(role: Role): boolean {
    const own = this.session?.user?.role;
    return own !== undefined && ORDER.indexOf(own) >= ORDER.indexOf(role);
  }

  async start(): Promise<void> {
    whenSignedOut(() => { if (this.session) this.session = { ...this.session, user: null, csrf: null }; });
    this.#take(await get<Session>("/session"));
  }

  async signIn(name: string, password: string): Promise<void> {
    this.#take(await ask<Session>("POST", "/session", { body: { name, password } }));
  }

  async signOut(): Promise<void> {
    await ask("DELETE", "/session");
    this.codebook = null;
    await this.start();
  }

  #take(session: Session): void {
    this.session = session;
    useToken(session.csrf);
    if (session.user && !this.codebook) void get<Codebook>("/codebook").then((codebook) => { this.codebook = codebook; }, () => {});
  }
}

export const current = new Current();
