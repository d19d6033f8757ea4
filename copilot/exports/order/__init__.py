"""An order's logistic part in five paragraphs, as pages."""
