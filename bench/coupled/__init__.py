"""Joint worlds: the product beside what offices do today and the plain alternatives, all in the same run."""
