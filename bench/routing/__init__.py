"""Public routing families: the route tool beside PyVRP itself, OR-Tools and VROOM."""
