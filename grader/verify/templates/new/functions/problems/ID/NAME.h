// Problem "{{title}}": what is given, and what you write.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <vector>

// Given: the square of a number. Takes about 50 ms, nearly all of it waiting.
boost::asio::awaitable<int> square(int number);

// Yours: the squares of the numbers 0 … n-1, in their order, asked for all at
// the same time.
boost::asio::awaitable<std::vector<int>> squares(int n);
