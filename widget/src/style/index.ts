import { adapting } from "./adapting";
import { cards } from "./cards";
import { comparison } from "./comparison";
import { map } from "./map";
import { shell } from "./shell";
import { talk } from "./talk";
import { tokens } from "./tokens";

export const styles = [tokens, shell, talk, cards, comparison, map, adapting];
