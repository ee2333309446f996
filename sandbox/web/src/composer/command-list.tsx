import type { BotCommand } from '@grammyjs/types';
import { useListKeys } from './use-list-keys';

interface CommandListProps {
  commands: readonly BotCommand[];
  field: HTMLTextAreaElement | null;
  onChoose: (command: string) => void;
}

/** The bot's commands that begin with what was typed. */
export function CommandList({ commands, field, onChoose }: CommandListProps) {
  const choose = (index: number) => {
    const chosen = commands[index];
    if (chosen) onChoose(`/${chosen.command}`);
  };
  const { active, listId, optionId } = useListKeys({ field, count: commands.length, onChoose: choose, alsoTab: true });
  return (
    <div className="suggestions" role="region" aria-label="Commands">
      <div id={listId} role="listbox" aria-label="Commands" className="suggestion-list" tabIndex={-1}>
        {commands.map(({ command, description }, index) => (
          <div
            key={command}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            className="suggestion"
            onClick={() => choose(index)}
          >
            <span className="suggestion-command">/{command}</span>
            <span className="suggestion-note" dir="auto">
              {description}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
