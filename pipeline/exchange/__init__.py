"""Exchange with annotation tools: records out as labelled spans, an expert's corrections back in as gold records."""
