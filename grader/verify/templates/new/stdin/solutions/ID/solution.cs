using System;

class Solution
{
    static void Main()
    {
        long sum = 0;
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            foreach (string word in line.Split(' '))
            {
                if (word != "") sum += long.Parse(word);
            }
        }
        Console.WriteLine(sum);
    }
}
