/** `<welcome-chat>`: the launcher, the panel, and what ties them to the conversation. */

import { LitElement, type PropertyValues, type TemplateResult, html } from "lit";

import { Announcer } from "./announcer";
import { AskingPerson } from "./asking-person";
import { chooseLanguage, pageLanguage } from "./choosing-language";
import { DialogFocus } from "./dialog-focus";
import { HostPage } from "./host-page";
import { type Words, notDone, wordsIn } from "./i18n";
import { type UiState, readState, token, writeState } from "./memory";
import { OfflineSign } from "./offline-sign";
import { ChatClient, type Content, type Listener, type Sign } from "./protocol/client";
import { compareIds } from "./protocol/entries";
import type { Entry, Language, Wish } from "./protocol/shapes";
import { openWire } from "./protocol/wire";
import { atEnd, mayMove, toLastQuestion } from "./reading-place";
import { chime } from "./sound";
import { styles } from "./style";
import { Tapping } from "./tapping";
import { READ_AT_MOST } from "./view/composer";
import { spokenForm } from "./view/entries";
import { launcher } from "./view/frame";
import { panel } from "./view/panel";

const FULL_SCREEN = "(max-width: 30em), (max-height: 34em)";

export class WelcomeChat extends LitElement {
  static override styles = styles;
  static override properties = {
    server: { type: String },
    open: { type: Boolean, reflect: true },
    theme: { type: String, reflect: true },
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "lang"];
  }

  /** Address of the assistant; by default where this script came from. */
  declare server: string;
  declare open: boolean;
  /** "light" or "dark"; without it the visitor's system decides. */
  declare theme: string | null;

  #state: UiState = readState();
  #words: Words = wordsIn("en");
  #client: ChatClient | null = null;
  #announcer = new Announcer(() => this.requestUpdate());
  #draft = "";
  #notice = "";
  #menuOpen = false;
  #asksForget = false;
  #offline = new OfflineSign((shown) => this.#onOffline(shown));
  #newBelow = false;
  #tapping = this.#tapped();
  #asking = new AskingPerson(() => this.requestUpdate());
  #page = new HostPage({
    asked: (question, button) => {
      this.#focus.comeFrom(button);
      this.ask(question);
    },
    suggested: (question) => this.#suggest(question),
    languageChanged: () => this.#chooseLanguage(),
    seen: () => this.#onSeen(),
    remembered: () => this.#onRemembered(),
    online: () => this.#client?.reconnect(),
  });
  #focus = new DialogFocus(this, { escape: () => (this.#menuOpen ? this.#toggleMenu() : this.#hide()) });
  #scrollToQuestion = false;
  /** Whether something inside had the focus before it was drawn anew. */
  #hadFocus = false;

  constructor() {
    super();
    this.server = "";
    this.open = false;
    this.theme = null;
  }

  // ---- for the host page

  /** Opens the chat and asks `text`: the first of a conversation in the field only. Without a text it only opens. */
  ask(text = ""): void {
    const question = text.trim();
    if (question && !this.#client?.begun) return this.#suggest(question);
    this.#show();
    if (question) this.#say({ text: question });
  }

  show(): void {
    this.#show();
  }

  hide(): void {
    this.#hide();
  }

  // ---- life

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page.listen();
    this.#chooseLanguage();
    // A conversation that goes on may have been answered meanwhile; a new visitor is left alone.
    if (token.read() || this.open) this.#conversation.start();
    this.#page.readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page.leave();
    this.#client?.stop();
    this.#client = null;
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (name === "lang") this.#chooseLanguage();
  }

  override willUpdate(changed: PropertyValues): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
    if (!changed.has("open")) return;
    this.#menuOpen = false;
    if (!this.open) return;
    this.#focus.comeFrom();
    this.#conversation.start();
    this.#scrollToQuestion = true;
    this.#markRead();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("open")) this.#moveFocus(changed.get("open") === true);
    // What had the focus may be gone with its use: a banner, a form, a message that is sent again.
    else if (this.open && this.#hadFocus && !this.shadowRoot?.activeElement) this.#input?.focus();
    const log = this.#log;
    if (!log || !this.#scrollToQuestion) return;
    toLastQuestion(log);
    this.#scrollToQuestion = false;
  }

  // ---- the conversation

  get #conversation(): ChatClient {
    const listener: Listener = {
      changed: () => this.#onChanged(),
      arrived: (entries) => this.#onArrived(entries),
      noticed: (text) => this.#tell(text, true),
      signalled: (sign, said) => this.#onSignalled(sign, said),
      forgotten: () => this.#onForgotten(),
    };
    this.#client ??= new ChatClient(() => openWire(this.#address), token, listener, this.#words.language);
    return this.#client;
  }

  get #address(): string {
    return new URL(this.server || new URL(import.meta.url).origin, location.href).href;
  }

  get #privacyUrl(): string {
    const base = this.#address.replace(/\/?$/, "/");
    const url = new URL(this.#client?.privacyUrl || "privacy", base);
    url.searchParams.set("lang", this.#words.language);
    return url.href;
  }

  get #inView(): boolean {
    return this.open && !document.hidden;
  }

  #say(content: Content): void {
    this.#scrollToQuestion = true;
    this.#notice = "";
    this.#conversation.send(content);
  }

  #tapped(): Tapping {
    const element = this;
    return new Tapping({
      get client() {
        return element.#conversation;
      },
      get words() {
        return element.#words;
      },
      get state() {
        return element.#state;
      },
      get root() {
        return element.renderRoot;
      },
      remember: (change) => this.#remember(change),
      tell: (text, onBanner) => this.#tell(text, onBanner),
      say: (content) => this.#say(content),
      draw: () => this.requestUpdate(),
      toField: () => this.#input?.focus(),
    });
  }

  /** Puts a question into the field: nothing is sent before the visitor has seen the privacy line, and tapped. */
  #suggest(question: string): void {
    this.#show();
    void this.updateComplete.then(() => this.#fill(question));
  }

  #onChanged(): void {
    this.#offline.update(this.#client?.connection === "offline");
    if (this.#inView) this.#markRead();
    this.requestUpdate();
  }

  #onOffline(shown: boolean): void {
    if (this.#inView) this.#announcer.say(this.#words.say(shown ? "offline" : "online_again"));
    this.requestUpdate();
  }

  #onArrived(entries: readonly Entry[]): void {
    if (mayMove(this.#log)) this.#scrollToQuestion = true;
    else this.#newBelow = true;
    const { scene } = this.#tapping;
    const offer = this.#asking.open(this.#conversation) ? [this.#words.say("ask_person")] : [];
    this.#announcer.say([...entries.map((entry) => spokenForm(entry, scene)), ...offer].join("\n"));
    if (!this.#inView && this.#state.sound) void chime();
  }

  /** Nobody waits for an answer before a closed chat. */
  #onSignalled(sign: Sign, said: string): void {
    const { say } = this.#words;
    if (this.open) this.#announcer.say((sign === "refused" && said) || say(sign, { name: said || say("person") }));
  }

  #onForgotten(): void {
    this.#tapping.forget();
    this.#asking.close(this.#conversation);
    this.#remember({ kept: [], read: "" });
    this.#menuOpen = false;
    this.#asksForget = false;
    this.#tell(this.#words.say("forget_done"), false);
  }

  async #forget(): Promise<void> {
    const { ok, text } = await this.#conversation.forget();
    if (!ok) return this.#tell(notDone("forget_failed", text, this.#words), true);
    this.#asksForget = false;
    this.#menuOpen = false;
    await this.updateComplete;
    this.#input?.focus();
  }

  /** Says something in words: always to screen readers, and on a banner when it must be read. */
  #tell(text: string, onBanner: boolean): void {
    if (onBanner) this.#notice = text;
    this.#announcer.say(text);
    this.requestUpdate();
  }

  // ---- state of the interface

  #remember(change: Partial<UiState>): void {
    const kept = readState(this.#state);
    this.#state = { ...kept, read: this.#state.read, ...change };
    const read = compareIds(kept.read, this.#state.read) > 0 && change.read !== "" ? kept.read : this.#state.read;
    writeState({ ...this.#state, read });
    this.requestUpdate();
  }

  /** Another tab has changed the shortlist, the sound, the language; what was read there was not read here. */
  #onRemembered(): void {
    this.#state = { ...readState(this.#state), read: this.#state.read };
    this.#chooseLanguage();
    this.requestUpdate();
  }

  #markRead(): void {
    const newest = this.#client?.entries.at(-1)?.id ?? "";
    if (newest && compareIds(newest, this.#state.read) > 0) this.#remember({ read: newest });
  }

  get #unread(): number {
    if (this.#inView) return 0;
    const entries = this.#client?.entries ?? [];
    return entries.filter((entry) => entry.from !== "visitor" && compareIds(entry.id, this.#state.read) > 0).length;
  }

  #chooseLanguage(): void {
    const language = chooseLanguage({
      attribute: this.getAttribute("lang"),
      page: pageLanguage(this),
      chosen: this.#state.chosen,
      chosenOn: this.#state.chosenOn,
      browser: navigator.languages,
    });
    if (language === this.#words.language) return;
    this.#words = wordsIn(language);
    this.#client?.speak(language);
    this.requestUpdate();
  }

  #choose(language: Language): void {
    this.#remember({ chosen: language, chosenOn: this.getAttribute("lang") || pageLanguage(this) });
    this.#chooseLanguage();
  }

  #onSeen(): void {
    if (this.#inView) this.#markRead();
    this.requestUpdate();
  }

  // ---- opening and closing

  #show(): void {
    this.open = true;
    void this.updateComplete.then(() => this.#input?.focus());
  }

  #hide(): void {
    this.open = false;
  }

  #moveFocus(wasOpen: boolean): void {
    if (this.open) return this.#input?.focus();
    if (wasOpen && !this.#focus.goBack()) this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus();
  }

  #toggleMenu(): void {
    this.#menuOpen = !this.#menuOpen;
    this.#asksForget = false;
    this.requestUpdate();
    if (!this.#menuOpen) this.renderRoot.querySelector<HTMLElement>("#menu")?.focus();
  }

  #askForget(ask: boolean): void {
    this.#asksForget = ask;
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(ask ? "#keep-it" : "#forget")?.focus(),
    );
  }

  get #log(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".log");
  }

  get #input(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector<HTMLTextAreaElement>("#input");
  }

  // ---- a person

  #wantPerson(): void {
    this.#menuOpen = false;
    this.#asking.want();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector(".ask-person")?.scrollIntoView({ block: "nearest" });
      this.renderRoot.querySelector<HTMLElement>(".ask-person textarea")?.focus();
    });
  }

  async #askPerson(wish: Omit<Wish, "kept">): Promise<void> {
    const whole = { ...wish, kept: this.#state.kept };
    if (!(await this.#asking.send(this.#conversation, whole, this.#words.say("no_line")))) return;
    await this.updateComplete;
    this.#input?.focus();
  }

  async #goOn(): Promise<void> {
    const { ok, text } = await this.#conversation.goOn();
    if (!ok) this.#tell(text || this.#words.say("no_line"), true);
  }

  #dismissPerson(): void {
    this.#asking.close(this.#conversation);
    this.#input?.focus();
  }

  // ---- the field

  /** The field shows by itself what is typed; only the count of too long a text must be drawn. */
  #write(draft: string): void {
    const longest = Math.max(draft.length, this.#draft.length);
    this.#draft = draft;
    if (longest > READ_AT_MOST) this.requestUpdate();
  }

  /** Puts other words into the field than those that were typed there. */
  #fill(draft: string): void {
    this.#draft = draft;
    if (this.#input) this.#input.value = draft;
    this.requestUpdate();
  }

  #sendDraft(): void {
    const text = this.#draft.trim();
    if (!text) return;
    this.#fill("");
    this.#say({ text });
  }

  // ---- what is seen

  override render(): TemplateResult {
    return this.open
      ? this.#panel()
      : html`${launcher(this.#words, this.#unread, () => this.#show())}${this.#spoken()}`;
  }

  /** Stands inside the open panel: outside of a modal dialog nothing is read. */
  #spoken(): TemplateResult[] {
    return this.#announcer.slots.map(
      (words) => html`<div class="unseen" aria-live="polite" aria-atomic="true">${words}</div>`,
    );
  }

  #panel(): TemplateResult {
    const client = this.#conversation;
    return panel({
      scene: this.#tapping.scene,
      client,
      privacyUrl: this.#privacyUrl,
      head: {
        menuOpen: this.#menuOpen,
        wide: matchMedia(FULL_SCREEN).matches ? undefined : this.#state.wide,
        toggleMenu: () => this.#toggleMenu(),
        toggleWide: () => this.#remember({ wide: !this.#state.wide }),
        close: () => this.#hide(),
      },
      settings: {
        sound: this.#state.sound,
        asksForget: this.#asksForget,
        choose: (language) => this.#choose(language),
        setSound: (sound) => {
          this.#remember({ sound });
          if (sound) void chime();
        },
        askPerson: client.team ? () => this.#wantPerson() : undefined,
        askForget: (ask) => this.#askForget(ask),
        forget: () => void this.#forget(),
      },
      person: this.#asking.open(client)
        ? {
            problem: this.#asking.problem,
            keep: () => this.#asking.want(),
            send: (wish) => void this.#askPerson(wish),
            cancel: () => this.#dismissPerson(),
          }
        : undefined,
      offline: this.#offline.shown,
      notice: this.#notice,
      newBelow: this.#newBelow,
      shortlist: this.#tapping.shortlist,
      composer: {
        draft: this.#draft,
        write: (draft) => this.#write(draft),
        send: () => this.#sendDraft(),
      },
      spoken: this.#spoken(),
      acts: {
        key: this.#focus.onKey,
        scrolled: this.#onScroll,
        goBelow: this.#goBelow,
        dismiss: () => this.#dismiss(),
        clearShortlist: () => this.#remember({ kept: [] }),
        goOn: () => void this.#goOn(),
        leaveDetails: () => this.#wantPerson(),
      },
    });
  }

  #dismiss(): void {
    this.#notice = "";
    this.requestUpdate();
    this.#input?.focus();
  }

  #onScroll = (event: Event): void => {
    const log = event.target as HTMLElement;
    if (!this.#newBelow || !atEnd(log)) return;
    this.#newBelow = false;
    this.requestUpdate();
  };

  #goBelow = (): void => {
    this.#newBelow = false;
    this.#scrollToQuestion = true;
    this.requestUpdate();
  };
}
