"""The models that may answer: served by vLLM, scripted, or recorded."""
