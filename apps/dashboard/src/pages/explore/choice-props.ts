import type { View } from '../../question/question.js';

/** What every choice gets: the view it is part of, and where a changed one goes. */
export interface ChoiceProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}
