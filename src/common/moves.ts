/** Which state may follow which: the one description that code and the statements of repositories share. */
export class Moves<State extends string> {
  private readonly states: readonly State[];

  /** `table` names, for each state, those that may follow it. */
  constructor(private readonly table: Readonly<Record<State, readonly State[]>>) {
    this.states = Object.keys(table) as State[];
  }

  readonly mayMove = (from: State, to: State): boolean => this.table[from].includes(to);

  /** The states from which something may come to `to`: the condition of every statement that moves it. */
  readonly sourcesOf = (to: State): State[] => this.states.filter((from) => this.mayMove(from, to));

  /** Nothing follows this state. */
  readonly isEnd = (state: State): boolean => this.table[state].length === 0;
}
