using System;

class Solution
{
    static void Main()
    {
        // TODO: add up all the numbers, not only the first.
        string line = Console.ReadLine() ?? "0";
        Console.WriteLine(long.Parse(line.Split(' ')[0]));
    }
}
