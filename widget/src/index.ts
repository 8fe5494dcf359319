import { WelcomeChat } from "./element";

// A page that loads the script twice gets one element, not an error.
if (!customElements.get("welcome-chat")) customElements.define("welcome-chat", WelcomeChat);

export { WelcomeChat };
