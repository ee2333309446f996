import type { InlineQueryResult } from '@grammyjs/types';
import { useEffect, useState } from 'react';
import type { BotView } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { showMessage } from '../state/live-world';
import { attempt } from '../state/notices';
import { followLink } from '../messages/follow-link';
import { Icon } from '../ui/icon';
import { useInlineResults } from './use-inline-results';
import { useListKeys } from './use-list-keys';

const NEAR_END_PX = 80;

interface InlineResultsPanelProps {
  personId: number;
  chatId: number;
  bot: BotView;
  query: string;
  /** The text field, whose arrow keys walk through the results. */
  field: HTMLTextAreaElement | null;
  onChosen: () => void;
}

/** What a bot offers while `@bot words` is typed. */
export function InlineResultsPanel({ personId, chatId, bot, query, field, onChosen }: InlineResultsPanelProps) {
  const { state, results, button, readMore } = useInlineResults({ personId, chatId, botId: bot.id, query });
  const [choosing, setChoosing] = useState(false);

  const choose = async (index: number) => {
    const chosen = results[index];
    if (!chosen || choosing) return;
    setChoosing(true);
    const { inlineQueryId, result } = chosen;
    const posted = await attempt(
      controlApi.chooseInlineResult(personId, { inlineQueryId, resultId: result.id, chatId }),
    );
    setChoosing(false);
    if (!posted) return;
    showMessage(personId, posted);
    onChosen();
  };
  const { active, listId, optionId } = useListKeys({ field, count: results.length, onChoose: (i) => void choose(i) });

  useEffect(() => {
    if (active >= results.length - 1) readMore();
  }, [active, results.length, readMore]);

  return (
    <div className="suggestions" aria-label={`Results from ${bot.first_name}`} role="region">
      {button && (
        <button
          type="button"
          className="suggestion-switch"
          onClick={() =>
            void followLink(personId, `https://t.me/${bot.username}?start=${button.start_parameter ?? ''}`)
          }
        >
          {button.text}
        </button>
      )}
      {results.length > 0 && (
        <div
          id={listId}
          role="listbox"
          aria-label="Results"
          className="suggestion-list"
          tabIndex={-1}
          onScroll={({ currentTarget: box }) => {
            if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX) readMore();
          }}
        >
          {results.map(({ inlineQueryId, result }, index) => (
            <div
              key={`${inlineQueryId}:${result.id}`}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              className="suggestion suggestion-result"
              onClick={() => void choose(index)}
            >
              <ResultPicture result={result} />
              <span className="suggestion-text">
                <bdi className="suggestion-title">{titleOf(result)}</bdi>
                <span className="suggestion-note" dir="auto">
                  {noteOf(result)}
                </span>
              </span>
            </div>
          ))}
        </div>
      )}
      {results.length === 0 && <p className="suggestion-empty">{emptyText(state, bot.first_name)}</p>}
    </div>
  );
}

function emptyText(state: 'asking' | 'answered' | 'silent', name: string): string {
  if (state === 'asking') return `Asking ${name}…`;
  return state === 'silent' ? `${name} did not answer.` : 'Nothing found.';
}

function ResultPicture({ result }: { result: InlineQueryResult }) {
  const url = 'thumbnail_url' in result ? result.thumbnail_url : undefined;
  if (url && /^https?:/.test(url)) {
    return <img className="suggestion-picture" src={url} alt="" loading="lazy" referrerPolicy="no-referrer" />;
  }
  const icon = result.type === 'photo' || result.type === 'gif' ? 'image' : result.type === 'article' ? 'link' : 'file';
  return (
    <span className="suggestion-picture">
      <Icon name={icon} />
    </span>
  );
}

function titleOf(result: InlineQueryResult): string {
  if ('title' in result && result.title) return result.title;
  if ('first_name' in result) return result.first_name;
  return 'caption' in result && result.caption ? result.caption : result.type;
}

function noteOf(result: InlineQueryResult): string {
  if ('description' in result && result.description) return result.description;
  if ('performer' in result && result.performer) return result.performer;
  return result.type === 'article' ? '' : result.type.replace('_', ' ');
}
