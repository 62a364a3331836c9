import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox, Tag, TagGroup, Text } from '@backstage/ui';
import { RiSearchLine } from '@remixicon/react';
import { MOST_SERIES, written, type Chosen } from './chosen';
import styles from './history.module.css';
import type { HistoryLine } from './lines';
import { historyTranslationRef } from './translation';
import { useAddressedList, type HistoryState } from './useChosen';
import { useSuggestions } from './useSuggestions';

interface SeriesPickerProps {
  state: HistoryState;
  /** What is shown, which says how what is chosen is called. */
  lines: readonly HistoryLine[];
}

/** What is shown, each to be taken away, and a search for more. */
export function SeriesPicker({ state, lines }: SeriesPickerProps) {
  const { t } = useTranslationRef(historyTranslationRef);
  const [, setSeries] = useAddressedList('series');
  const shown = state.series.length
    ? state.series
    : distinct(lines.map(line => line.chosen));
  const ids = shown.map(written);
  const labels = new Map(
    lines.map(line => [written(line.chosen), line.label || t('total')]),
  );
  const [added, setAdded] = useState(0);
  const add = (id: string) => {
    setSeries([...ids, id]);
    setAdded(added + 1);
  };
  return (
    <div className={styles.picker}>
      {/* Begun anew after each, or what was typed would stay or open its list again. */}
      <Search
        key={added}
        takesFocus={added > 0}
        state={state}
        shown={shown}
        onAdd={add}
      />
      {ids.length > 0 && (
        <TagGroup
          aria-label={t('series')}
          onRemove={keys => setSeries(ids.filter(id => !keys.has(id)))}
        >
          {shown.map(each => {
            const label = labels.get(written(each)) ?? each.id;
            const said =
              each.level === 'total'
                ? label
                : t('chip', { level: t(each.level), label });
            return (
              <Tag key={written(each)} id={written(each)} textValue={said}>
                {said}
              </Tag>
            );
          })}
        </TagGroup>
      )}
      {state.series.length === 0 && (
        <Text color="secondary">{t('startsWith')}</Text>
      )}
    </div>
  );
}

function distinct(chosen: readonly Chosen[]): Chosen[] {
  return [...new Map(chosen.map(each => [written(each), each])).values()];
}

interface SearchProps {
  state: HistoryState;
  shown: readonly Chosen[];
  onAdd: (id: string) => void;
  /** One goes on choosing where one was. */
  takesFocus: boolean;
}

function Search({ state, shown, onAdd, takesFocus }: SearchProps) {
  const { t } = useTranslationRef(historyTranslationRef);
  const [typed, setTyped] = useState('');
  const { sections, searching } = useSuggestions(typed, state.range, shown);
  const full = shown.length >= MOST_SERIES;
  return (
    <Combobox
      className={styles.search}
      label={t('add')}
      placeholder={t('search')}
      description={full ? t('full', { most: String(MOST_SERIES) }) : undefined}
      isDisabled={full}
      icon={<RiSearchLine />}
      options={sections}
      search={{ mode: 'server', inputValue: typed, onInputChange: setTyped }}
      loading={{ state: searching ? 'filtering' : 'idle' }}
      menuTrigger="input"
      // eslint-disable-next-line jsx-a11y/no-autofocus -- it had the focus when it was begun anew
      autoFocus={takesFocus}
      value={null}
      onChange={key => key !== null && onAdd(String(key))}
    />
  );
}
