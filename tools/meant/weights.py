"""The weights of the signs: those under which the dialogues are likeliest."""

from __future__ import annotations

from typing import Any, Sequence

import numpy as np
from scipy.optimize import minimize

from tools.meant.scenes import Example

# No sign weighs more than the dialogues give reason for.
_RIDGE = 2.0
_STEPS_AT_MOST = 400


def fitted(examples: Sequence[Example]) -> Any:
    """Return a weight for each sign: a multinomial logit, in which any who must be shown is right.

    Examples in which nobody who could be meant is right teach nothing.
    """
    told = [each for each in examples if each.meant.any()]
    signs = np.vstack([each.signs for each in told])
    meant = np.concatenate([each.meant for each in told])
    sizes = [len(each.ids) for each in told]
    starts = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(told)), sizes)

    def unlikely(weights: Any) -> tuple[float, Any]:
        values = signs @ weights
        shares = np.exp(values - np.maximum.reduceat(values, starts)[of])
        all_of, right = (np.add.reduceat(each, starts) for each in (shares, shares * meant))
        slope = signs.T @ (shares / all_of[of] - shares * meant / right[of])
        loss = np.log(all_of).sum() - np.log(right).sum() + _RIDGE * weights @ weights
        return float(loss), slope + 2 * _RIDGE * weights

    start = np.zeros(signs.shape[1])
    options = {"maxiter": _STEPS_AT_MOST}
    return minimize(unlikely, start, jac=True, method="L-BFGS-B", options=options).x
