import {
  RiCheckLine,
  RiCloseLine,
  RiContrastLine,
  RiErrorWarningLine,
  RiLockLine,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { CalendarState } from './calendar';
import styles from './completeness.module.css';

/** A shape for each, so that colour is not needed. */
const ICONS: Record<CalendarState, RemixiconComponentType> = {
  expected: RiTimeLine,
  late: RiErrorWarningLine,
  refused: RiCloseLine,
  partial: RiContrastLine,
  received: RiCheckLine,
  closed: RiLockLine,
};

export function StateIcon({ state }: { state: CalendarState }) {
  const Icon = ICONS[state];
  return (
    <Icon size={18} className={styles.state} data-state={state} aria-hidden />
  );
}
