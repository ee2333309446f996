import type { InlineQueryResult, InlineQueryResultsButton } from '@grammyjs/types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { controlApi } from '../api/control-api';

const TYPING_PAUSE_MS = 250;

export interface InlineResult {
  /** The query this result answers: every page is a query of its own. */
  inlineQueryId: string;
  result: InlineQueryResult;
}

export interface InlineResults {
  state: 'asking' | 'answered' | 'silent';
  results: readonly InlineResult[];
  button?: InlineQueryResultsButton;
  /** Reads the next page, if there is one. */
  readMore: () => void;
}

interface Question {
  personId: number;
  chatId: number;
  botId: number;
  query: string;
}

type Answer = Omit<InlineResults, 'readMore'> & { nextOffset: string };

const NOTHING_YET: Answer = { state: 'asking', results: [], nextOffset: '' };

/** Asks the bot once the typing pauses. A late answer to an older question is ignored. */
export function useInlineResults({ personId, chatId, botId, query }: Question): InlineResults {
  const [answer, setAnswer] = useState<Answer>(NOTHING_YET);
  const asked = useRef(0);

  const ask = useCallback(
    async (offset: string) => {
      const turn = ++asked.current;
      const outcome = await controlApi.queryInline(personId, { botId, chatId, query, offset }).catch(() => undefined);
      if (turn !== asked.current) return;
      const results = (outcome?.results ?? []).map((result) => ({
        inlineQueryId: outcome?.inlineQueryId ?? '',
        result,
      }));
      setAnswer((before) => ({
        state: outcome?.answered ? 'answered' : 'silent',
        results: offset ? [...before.results, ...results] : results,
        button: offset ? before.button : outcome?.button,
        nextOffset: outcome?.nextOffset ?? '',
      }));
    },
    [personId, chatId, botId, query],
  );

  useEffect(() => {
    const timer = window.setTimeout(() => void ask(''), TYPING_PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      asked.current++;
    };
  }, [ask]);

  const { nextOffset } = answer;
  const readMore = useCallback(() => {
    if (!nextOffset) return;
    setAnswer((before) => ({ ...before, nextOffset: '' }));
    void ask(nextOffset);
  }, [ask, nextOffset]);

  return { ...answer, readMore };
}
