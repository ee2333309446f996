import type { MessageEntity } from '@grammyjs/types';
import { useMemo, useState, type MouseEvent, type ReactNode } from 'react';
import { copyText } from '../ui/clipboard';
import { formatMoment } from '../ui/text';
import { entityTree, type TextNode } from './entity-tree';
import { followLink, openByName, sendCommand } from './follow-link';
import { readLink } from './world-link';

interface RichTextProps {
  text: string;
  entities: readonly MessageEntity[];
  /** In whose hands links and commands are. */
  personId: number;
  chatId: number;
}

/** A text with its formatting. Everything people typed goes in as text, never as markup. */
export function RichText({ text, entities, personId, chatId }: RichTextProps) {
  const tree = useMemo(() => entityTree(text, entities), [text, entities]);
  return (
    <div className={endsInBlock(tree) ? 'rich-text rich-text-block' : 'rich-text'} dir="auto">
      <Nodes nodes={tree} personId={personId} chatId={chatId} />
    </div>
  );
}

const BLOCKS = new Set<MessageEntity['type']>(['pre', 'blockquote', 'expandable_blockquote']);

/** After a block nothing can stand on its last line, not even the time. */
function endsInBlock(tree: readonly TextNode[]): boolean {
  return isBlock(tree.at(-1));
}

interface NodesProps {
  nodes: readonly TextNode[];
  personId: number;
  chatId: number;
}

function Nodes({ nodes, ...who }: NodesProps): ReactNode {
  return nodes.map((node, index) =>
    typeof node === 'string' ? (
      withoutBlockBreaks(node, nodes[index - 1], nodes[index + 1])
    ) : (
      <Entity key={index} {...who} entity={node.entity} nodes={node.children} />
    ),
  );
}

/** Blocks begin and end their own lines: the line breaks beside them would be empty lines. */
function withoutBlockBreaks(text: string, before: TextNode | undefined, after: TextNode | undefined): string {
  const start = isBlock(before) && text.startsWith('\n') ? 1 : 0;
  const end = isBlock(after) && text.length > start && text.endsWith('\n') ? text.length - 1 : text.length;
  return text.slice(start, end);
}

function isBlock(node: TextNode | undefined): boolean {
  return node !== undefined && typeof node !== 'string' && BLOCKS.has(node.entity.type);
}

function plain(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : plain(node.children))).join('');
}

function Entity({ entity, nodes, personId, chatId }: NodesProps & { entity: MessageEntity }): ReactNode {
  const children = <Nodes nodes={nodes} personId={personId} chatId={chatId} />;
  switch (entity.type) {
    case 'bold':
      return <strong>{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'underline':
      return <u>{children}</u>;
    case 'strikethrough':
      return <s>{children}</s>;
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>;
    case 'code':
      return <CopiedCode text={plain(nodes)} />;
    case 'pre':
      return <CodeBlock text={plain(nodes)} language={entity.language} />;
    case 'blockquote':
      return <blockquote>{children}</blockquote>;
    case 'expandable_blockquote':
      return <LongQuote>{children}</LongQuote>;
    case 'url':
      return <Link address={plain(nodes)} personId={personId} children={children} />;
    case 'email':
      return <Link address={`mailto:${plain(nodes)}`} personId={personId} children={children} />;
    case 'phone_number':
      return <Link address={`tel:${plain(nodes)}`} personId={personId} children={children} />;
    case 'text_link':
      return <Link address={entity.url} personId={personId} children={children} />;
    case 'mention':
      return (
        <button type="button" className="text-action" onClick={() => void openByName(personId, plain(nodes).slice(1))}>
          {children}
        </button>
      );
    case 'bot_command':
      return (
        <button type="button" className="text-action" onClick={() => void sendCommand(personId, chatId, plain(nodes))}>
          {children}
        </button>
      );
    case 'date_time':
      return <time title={formatMoment(entity.unix_time)}>{children}</time>;
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return <span className="text-tag">{children}</span>;
    default:
      return children;
  }
}

function Link({ address, personId, children }: { address: string; personId: number; children: ReactNode }) {
  const link = readLink(address);
  if (link.kind === 'unsafe') return <span title={address}>{children}</span>;
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    void followLink(personId, address);
  };
  const href = link.kind === 'outside' || link.kind === 'invite' ? link.url : `https://t.me/${link.username}`;
  return (
    <a href={href} title={address} target="_blank" rel="noopener noreferrer" onClick={follow}>
      {children}
    </a>
  );
}

function Spoiler({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  if (shown) return <span className="spoiler-shown">{children}</span>;
  return (
    <button type="button" className="spoiler" aria-label="Hidden text, press to show" onClick={() => setShown(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  );
}

function CopiedCode({ text }: { text: string }) {
  return (
    <code>
      <button type="button" title="Copy" onClick={() => void copyText(text)}>
        {text}
      </button>
    </code>
  );
}

function CodeBlock({ text, language }: { text: string; language?: string }) {
  return (
    <figure className="code-block">
      <figcaption>
        <span>{language ?? 'code'}</span>
        <button type="button" onClick={() => void copyText(text)}>
          Copy
        </button>
      </figcaption>
      <pre tabIndex={0} aria-label="Code">
        <code>{text}</code>
      </pre>
    </figure>
  );
}

function LongQuote({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <blockquote className={open ? 'long-quote long-quote-open' : 'long-quote'}>
      <div>{children}</div>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : 'Show more'}
      </button>
    </blockquote>
  );
}
