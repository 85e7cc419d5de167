import type { AnswerDto, IndicatorDto } from '../../api/types.js';
import { PICTURES_TEXTS } from '../../pictures/texts.js';
import { groupName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { EXPLORE } from './texts.js';

/** The title, file name and names of groups of a picture of an indicator. */
export function usePictureWords(indicator: IndicatorDto, picture: string) {
  const language = useLanguage();
  const { names } = useTexts(PICTURES_TEXTS);
  const unit = (indicator.definition as { figure?: { cases?: { unit?: string } } }).figure?.cases?.unit;
  const [name, kind] = [indicator.name[language], names[picture]!];
  return {
    title: name === kind ? name : `${name}: ${kind.toLowerCase()}`,
    fileName: `${indicator.id}-${picture}`,
    nameOf: (group: Readonly<Record<string, string | null>>, whole: string) =>
      groupName(group, language, unit) || whole,
  };
}

/** What tells two answers in one picture apart: their windows, or else when they were known. */
export function useAnswerNames(): (one: AnswerDto, other: AnswerDto | null) => readonly [string, string] {
  const t = useTexts(EXPLORE);
  const formats = useFormats();
  return (one, other) => {
    const windows = [one, other ?? one].map(({ window }) => formats.window(window)) as [string, string];
    const instants = [one, other ?? one].map(({ asOf }) => (asOf.recordedAt ? formats.instant(asOf.recordedAt) : ''));
    const known = [one, other ?? one].map(({ asOf }, index) =>
      instants[0] === instants[1] ? t.knownAt(asOf.position) : t.knownOnInstant(instants[index]!),
    ) as [string, string];
    if (windows[0] === windows[1]) return known;
    return other && one.asOf.position !== other.asOf.position
      ? [`${windows[0]}, ${known[0]}`, `${windows[1]}, ${known[1]}`]
      : windows;
  };
}
