import { answers } from "./answers";
import { shell } from "./shell";
import { talk } from "./talk";
import { tokens } from "./tokens";

export const styles = [tokens, shell, talk, answers];
