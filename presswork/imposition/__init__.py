"""Finished pages onto press sheets: a scheme folds, a plan places, the plan is folded back, the sheets are drawn."""
