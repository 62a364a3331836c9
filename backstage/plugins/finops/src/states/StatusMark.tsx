import {
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiLoopRightLine,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import styles from './states.module.css';

/** What a state means to whoever looks after FinOps. */
export type Mark = 'good' | 'warning' | 'bad' | 'busy' | 'idle';

const ICONS: Record<Mark, RemixiconComponentType> = {
  good: RiCheckLine,
  warning: RiErrorWarningLine,
  bad: RiCloseLine,
  busy: RiLoopRightLine,
  idle: RiSubtractLine,
};

/** A state in a word, with a shape and a colour of its own. */
export function StatusMark({ mark, label }: { mark: Mark; label: string }) {
  const Icon = ICONS[mark];
  return (
    <span className={styles.mark} data-mark={mark}>
      <Icon size={16} aria-hidden />
      {label}
    </span>
  );
}
